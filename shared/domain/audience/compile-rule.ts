import type { AudienceRule } from '../../../schemas/generated/types.ts';
import { type Json, valueAt } from '../json.ts';
import type { ProfileView } from '../profile/view.ts';
import { meets } from '../trait/condition.ts';
import { durationMs } from '../trait/duration.ts';
import type { Trait } from '../trait/trait.ts';
import type { Condition } from '../trait/trait-config.ts';
import { judgeSequence, type SequenceRule, stepTraits } from './sequence.ts';
import {
  allOf,
  anyOf,
  type Judge,
  negated,
  never,
  settled,
  timeOf,
  type Verdict,
} from './verdict.ts';

type ConditionRule = Extract<AudienceRule, { path: unknown }>;

/** A rule, ready to judge. */
export interface CompiledRule {
  judge: Judge;
  /** What the verdict depends on: such as `traits.plan`, `computed.orders`, `events`, the name of a step, or `memberOf.vip`. */
  inputs: Set<string>;
  /** What the sequences in it are judged by. */
  steps: Trait[];
}

/** What a comparison reads of a computed trait that has no value, by name: 0 of those that count or sum. */
export type ValuesOfNothing = ReadonlyMap<string, Json>;

/** Compiles a rule that was checked. @throws TypeError naming the place in it where it can't be judged. */
export function compileRule(
  rule: AudienceRule,
  place: string,
  ofNothing: ValuesOfNothing,
): CompiledRule {
  if ('all' in rule) return compileList(rule.all, `${place}/all`, ofNothing, allOf);
  if ('any' in rule) return compileList(rule.any, `${place}/any`, ofNothing, anyOf);
  if ('not' in rule) {
    const inner = compileRule(rule.not, `${place}/not`, ofNothing);
    return { ...inner, judge: (facts, now) => negated(inner.judge(facts, now)) };
  }
  if ('memberOf' in rule) {
    return {
      judge: (facts) => facts.memberOf(rule.memberOf),
      inputs: new Set([`memberOf.${rule.memberOf}`]),
      steps: [],
    };
  }
  if ('sequence' in rule) return compileSequence(rule, place);
  return compileCondition(rule, place, ofNothing);
}

function compileList(
  rules: readonly AudienceRule[],
  place: string,
  ofNothing: ValuesOfNothing,
  join: (verdicts: Iterable<Verdict>) => Verdict,
): CompiledRule {
  const parts = rules.map((rule, index) => compileRule(rule, `${place}/${index}`, ofNothing));
  return {
    judge: (facts, now) => join(parts.map(({ judge }) => judge(facts, now))),
    inputs: new Set(parts.flatMap(({ inputs }) => [...inputs])),
    steps: parts.flatMap(({ steps }) => steps),
  };
}

function compileSequence(rule: SequenceRule, place: string): CompiledRule {
  const steps = stepTraits(rule);
  return {
    judge: judgeSequence(rule, place),
    inputs: new Set(steps.map(({ name }) => name)),
    steps,
  };
}

function compileCondition(
  { path, olderThan, newerThan, ...others }: ConditionRule,
  place: string,
  ofNothing: ValuesOfNothing,
): CompiledRule {
  const { exists, ...compared } = others;
  const read = reading(path);
  const fallback = path.startsWith('computed.') ? ofNothing.get(path.slice(9)) : undefined;
  const ages = [
    ...(olderThan === undefined ? [] : [isOld(durationMs(olderThan, `${place}/olderThan`))]),
    ...(newerThan === undefined ? [] : [isNew(durationMs(newerThan, `${place}/newerThan`))]),
  ];
  const comparisons: Condition = compared;
  const existence: Condition = exists === undefined ? {} : { exists };
  const judge: Judge = ({ view }, now) => {
    const value = read(view);
    if (!meets(value, existence) || !meets(value ?? fallback, comparisons)) return settled(false);
    return ages.length === 0 ? settled(true) : allOf(ages.map((age) => age(value, now)));
  };
  return { judge, inputs: new Set([inputOf(path)]), steps: [] };
}

/** A trait is one input, however deep a path reaches into it. */
function inputOf(path: string): string {
  const [part = '', name] = path.split('.');
  return name === undefined ? part : `${part}.${name}`;
}

function reading(path: string): (view: ProfileView) => Json | undefined {
  const steps = path.split('.');
  return (view) => valueAt(view, steps);
}

type Age = (value: Json | undefined, now: number) => Verdict;

const isOld =
  (length: number): Age =>
  (value, now) => {
    const time = timeOf(value);
    if (time === undefined) return settled(false);
    return now >= time + length ? settled(true) : { holds: false, until: time + length };
  };

const isNew =
  (length: number): Age =>
  (value, now) => {
    const time = timeOf(value);
    if (time === undefined) return settled(false);
    return now < time + length
      ? { holds: true, until: time + length }
      : { holds: false, until: never };
  };
