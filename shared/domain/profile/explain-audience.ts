import type { AudienceRule } from '../../../schemas/generated/types.ts';
import { compileRule } from '../audience/compile-rule.ts';
import { ruleWords } from '../audience/rule-words.ts';
import { type SequenceRule, stepTraits } from '../audience/sequence.ts';
import type { Standing } from '../audience/standing.ts';
import { type Facts, never, settled, type Verdict } from '../audience/verdict.ts';
import { compareEvidence, type Evidence } from '../identity/evidence.ts';
import { type Json, valueAt } from '../json.ts';
import { explain } from './explain.ts';
import { explainComputed } from './explain-computed.ts';
import type { ProfileRules } from './merge-events.ts';
import type { Core } from './profile.ts';
import { profileAtTime } from './profile-view.ts';
import type { ProfileView } from './view.ts';

/** A condition of a rule, and how it is met. */
interface ExplainedCondition {
  words: string;
  holds: boolean;
  value?: Json;
  /** The event that the value is from; of a sequence, the latest that takes part. */
  from?: Evidence;
  beaten: { value: Json; from?: Evidence }[];
  /** Until when time alone leaves it so, ISO 8601. */
  until?: string;
}

/** Why somebody belongs to an audience, or does not. */
export interface AudienceExplanation {
  kind: 'audience';
  audience: string;
  rule: string;
  holds: boolean;
  /** Since when it is told to be so, ISO 8601. */
  since?: string;
  until?: string;
  /** The event that made it so: of conditions that must all hold, the latest; of alternatives, the first. */
  from?: Evidence;
  conditions: ExplainedCondition[];
}

interface Asked {
  core: Core;
  view: ProfileView;
  standing?: Standing;
}

/** Explains an audience by a profile at a time; `undefined` where there is no such audience. */
export function explainAudience(
  asked: Asked,
  name: string,
  rules: ProfileRules,
  now: number,
): AudienceExplanation | undefined {
  const { audiences } = rules;
  const rule = audiences.inOrder[audiences.positions.get(name) ?? -1]?.rule;
  if (rule === undefined) return undefined;
  const walk = new Walk(asked, rules, now);
  const { verdict, from } = walk.judge(rule);
  const since = asked.standing?.since[name];
  return {
    kind: 'audience',
    audience: name,
    rule: ruleWords(rule),
    holds: verdict.holds,
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...untilOf(verdict),
    ...(from && { from }),
    conditions: walk.conditions,
  };
}

interface Judged {
  verdict: Verdict;
  from: Evidence | undefined;
}

/** Goes through a rule as judging it does, and notes where each condition's value is from. */
class Walk {
  readonly conditions: ExplainedCondition[] = [];
  readonly #core: Core;
  readonly #rules: ProfileRules;
  readonly #now: number;
  readonly #facts: Facts;

  constructor({ core, view }: Asked, rules: ProfileRules, now: number) {
    this.#core = core;
    this.#rules = rules;
    this.#now = now;
    const at = profileAtTime({ profileId: view.profileId, core }, rules.traits, now);
    this.#facts = {
      view: at.view,
      steps: at.steps,
      memberOf: (audience) => settled(view.audiences?.includes(audience) ?? false),
    };
  }

  judge(rule: AudienceRule): Judged {
    const verdict = this.#verdict(rule);
    if ('all' in rule) return { verdict, from: this.#of(rule.all, verdict.holds) };
    if ('any' in rule) return { verdict, from: this.#of(rule.any, !verdict.holds) };
    if ('not' in rule) return { verdict, from: this.judge(rule.not).from };
    if ('memberOf' in rule) return this.#note(rule, verdict, {});
    if ('sequence' in rule) return this.#note(rule, verdict, { from: this.#stepsOf(rule) });
    return this.#note(rule, verdict, this.#source(rule.path));
  }

  /** Of parts that all had to be as they are, the latest; of those of which one is enough, the first that is. */
  #of(rules: readonly AudienceRule[], allCount: boolean): Evidence | undefined {
    const parts = rules.map((rule) => this.judge(rule));
    const counted = parts.filter(({ verdict }) => allCount || verdict.holds !== allCount);
    const sorted = counted
      .flatMap(({ from }) => (from === undefined ? [] : [from]))
      .sort(compareEvidence);
    return allCount ? sorted.at(-1) : sorted[0];
  }

  #note(
    rule: AudienceRule,
    verdict: Verdict,
    { value, from, beaten = [] }: Partial<Source>,
  ): Judged {
    this.conditions.push({
      words: ruleWords(rule),
      holds: verdict.holds,
      ...(value !== undefined && { value }),
      ...(from && { from }),
      beaten,
      ...untilOf(verdict),
    });
    return { verdict, from };
  }

  #verdict(rule: AudienceRule): Verdict {
    const ofNothing = new Map(
      this.#rules.traits.flatMap(({ name, ofNothing: value }): [string, Json][] =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    return compileRule(rule, '', ofNothing).judge(this.#facts, this.#now);
  }

  #stepsOf(rule: SequenceRule): Evidence | undefined {
    return stepTraits(rule)
      .flatMap(({ name }) => this.#facts.steps[name] ?? [])
      .sort(compareEvidence)
      .at(-1);
  }

  #source(path: string): Partial<Source> {
    const value = valueAt(this.#facts.view, path.split('.'));
    const [part = '', name = ''] = path.split('.');
    const found = { value, from: this.#evidence(part, name) };
    switch (part) {
      case 'traits':
      case 'consent': {
        const explained = explain(this.#core, `${part}.${name}`);
        return explained?.kind === 'value'
          ? { value, from: explained.from, beaten: explained.beaten }
          : found;
      }
      case 'computed': {
        const trait = this.#rules.traits.find((known) => known.name === name);
        const explained = trait && explainComputed(this.#core, trait, this.#now);
        return explained ? { value, from: explained.from, beaten: explained.beaten } : found;
      }
      default:
        return found;
    }
  }

  /** Of what the whole of the events says: the first sighting of an identifier, or the first or latest event. */
  #evidence(part: string, kind: string): Evidence | undefined {
    const sightings = Object.entries(this.#core.identifiers)
      .filter(([key]) => part !== 'identifiers' || key.startsWith(`${kind}:`))
      .map(([, evidence]) => evidence)
      .sort(compareEvidence);
    if (part === 'identifiers' || part === 'firstSeenAt') return sightings[0];
    const [latest] = Object.values(this.#core.leaves)
      .flatMap(({ recent }) => recent)
      .sort((a, b) => compareEvidence(b, a));
    return latest && { at: latest.at, messageId: latest.messageId, source: latest.source };
  }
}

interface Source {
  value: Json | undefined;
  from: Evidence | undefined;
  beaten: ExplainedCondition['beaten'];
}

const untilOf = ({ until }: Verdict): { until?: string } =>
  until === never ? {} : { until: new Date(until).toISOString() };
