import type { AudienceRule } from '../../../schemas/generated/types.ts';
import { shortDigest } from '../digest.ts';
import { canonicalJson, type Json, plainJson } from '../json.ts';
import type { ProfileView } from '../profile/view.ts';
import type { Trait } from '../trait/trait.ts';
import { checkRule } from './check-rule.ts';
import { compileRule, type ValuesOfNothing } from './compile-rule.ts';
import { type Judge, settled } from './verdict.ts';

/** An audience, ready to be judged. */
interface Audience {
  name: string;
  rule: AudienceRule;
  judge: Judge;
  inputs: ReadonlySet<string>;
}

/** All audiences of a configuration. */
export interface Audiences {
  /** Every audience behind those that it refers to. */
  inOrder: readonly Audience[];
  /** By what they depend on: positions in that order. */
  dependents: ReadonlyMap<string, readonly number[]>;
  /** Positions in that order, by name. */
  positions: ReadonlyMap<string, number>;
  /** The audiences that somebody would belong to of whom nothing is known. */
  ofNobody: readonly string[];
  /** What is counted for sequences only. */
  steps: readonly Trait[];
  /** Changes with everything that a verdict depends on. */
  fingerprint: string;
}

/** Compiles the audiences of a configuration. @throws TypeError naming the place in a rule, and what belongs there. */
export function compileAudiences(
  rules: Readonly<Record<string, unknown>> = {},
  traits: readonly Trait[] = [],
): Audiences {
  const ofNothing: ValuesOfNothing = new Map(
    traits.flatMap(({ name, ofNothing: value }): [string, Json][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const checked = Object.entries(rules).map(([name, rule]): [string, AudienceRule] => {
    checkName(name);
    return [name, checkRule(rule, `audience ${name}`)];
  });
  const steps = new Map<string, Trait>();
  const audiences = checked.map(([name, rule]): Audience => {
    const compiled = compileRule(rule, `audience ${name}`, ofNothing);
    for (const step of compiled.steps) steps.set(step.key, step);
    checkComputed(name, compiled.inputs, traits);
    return { name, rule, judge: compiled.judge, inputs: compiled.inputs };
  });
  const inOrder = sorted(audiences);
  return {
    inOrder,
    dependents: dependentsOf(inOrder),
    positions: new Map(inOrder.map(({ name }, index) => [name, index])),
    ofNobody: membersWhereNothingIsKnown(inOrder),
    steps: [...steps.values()],
    fingerprint: shortDigest(canonicalJson(plainJson([checked, traits.map(({ key }) => key)]))),
  };
}

function checkName(name: string): void {
  if (/^[A-Za-z][\w-]{0,99}$/.test(name)) return;
  throw new TypeError(
    `audience "${name}": a name is of up to 100 letters, digits, - and _, and begins with a letter.`,
  );
}

function checkComputed(name: string, inputs: ReadonlySet<string>, traits: readonly Trait[]): void {
  for (const input of inputs) {
    if (!input.startsWith('computed.')) continue;
    const trait = input.slice('computed.'.length);
    if (traits.some((known) => known.name === trait)) continue;
    const known = traits.map((other) => other.name).join(', ') || 'none';
    throw new TypeError(
      `audience ${name}: there is no trait "${trait}" in the configuration; there are ${known}.`,
    );
  }
}

/** Puts every audience behind those that it refers to. @throws TypeError where two refer to each other, or to one that is not there. */
function sorted(audiences: readonly Audience[]): Audience[] {
  const byName = new Map(audiences.map((audience) => [audience.name, audience]));
  const placed = new Set<Audience>();
  const place = (audience: Audience, way: readonly string[]): void => {
    if (placed.has(audience)) return;
    const { name } = audience;
    if (way.includes(name)) {
      throw new TypeError(
        `audience ${name}: its rule depends on itself, by way of memberOf: ${[...way, name].join(', ')}.`,
      );
    }
    for (const other of referredTo(audience)) {
      const known = byName.get(other);
      if (known === undefined) {
        throw new TypeError(`audience ${name}: memberOf names "${other}", which is no audience.`);
      }
      place(known, [...way, name]);
    }
    placed.add(audience);
  };
  for (const audience of audiences) place(audience, []);
  return [...placed];
}

const memberOf = 'memberOf.';

const referredTo = ({ inputs }: Audience): string[] =>
  [...inputs].flatMap((input) =>
    input.startsWith(memberOf) ? [input.slice(memberOf.length)] : [],
  );

function dependentsOf(inOrder: readonly Audience[]): Map<string, number[]> {
  const dependents = new Map<string, number[]>();
  for (const [index, { inputs }] of inOrder.entries()) {
    for (const input of inputs) {
      const known = dependents.get(input);
      if (known === undefined) dependents.set(input, [index]);
      else known.push(index);
    }
  }
  return dependents;
}

/** Of absent values no time is due, so these verdicts hold at any time. */
function membersWhereNothingIsKnown(inOrder: readonly Audience[]): string[] {
  const members = new Set<string>();
  const facts = {
    view: nobody,
    steps: {},
    memberOf: (name: string) => settled(members.has(name)),
  };
  for (const { name, judge } of inOrder) if (judge(facts, 0).holds) members.add(name);
  return [...members];
}

/** What every real profile differs from in whatever it says. */
export const nobody: ProfileView = {
  profileId: '',
  identifiers: {},
  firstSeenAt: '',
  lastSeenAt: '',
  events: 0,
};
