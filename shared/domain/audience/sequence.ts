import type { AudienceRule } from '../../../schemas/generated/types.ts';
import { compareEvidence, type Evidence } from '../identity/evidence.ts';
import type { Aggregate } from '../trait/aggregate.ts';
import { durationMs } from '../trait/duration.ts';
import { selectEvents } from '../trait/select-events.ts';
import { stateKey, type Trait, traitOf } from '../trait/trait.ts';
import { allOf, anyOf, type Judge, settled, type Verdict } from './verdict.ts';

export type SequenceRule = Extract<AudienceRule, { sequence: unknown }>;
type StepRule = SequenceRule['sequence'][number];

/** What a leaf keeps of the events that a step is about. */
export interface StepEvents {
  count: number;
  /** The latest, latest first. */
  latest: readonly Evidence[];
}

/** How many events of a step a sequence looks at: the latest. */
const remembered = 20;

const joinSteps = (one: StepEvents, other: StepEvents): StepEvents => ({
  count: one.count + other.count,
  latest: [...one.latest, ...other.latest]
    .sort((a, b) => compareEvidence(b, a))
    .slice(0, remembered),
});

const latestEvents: Aggregate<StepEvents> = {
  add: (state = { count: 0, latest: [] }, _value, evidence) =>
    joinSteps(state, { count: 1, latest: [evidence] }),
  join: joinSteps,
  // How many there were tells whether there is a new one.
  result: ({ count }) => count,
};

/** The name of the trait that a step's events are kept as; no trait of a configuration is called so. */
const stepName = ({ event, where }: StepRule): string =>
  `~${stateKey(['step', event, where ?? null])}`;

export const isStep = ({ name }: Pick<Trait, 'name'>): boolean => name.startsWith('~');

/** The traits, never shown, that a sequence is judged by. */
export const stepTraits = ({ sequence }: SequenceRule): Trait[] =>
  sequence.map((step) => {
    const name = stepName(step);
    const selects = selectEvents(step.event, step.where);
    return traitOf({ name, key: name.slice(1), selects, aggregate: latestEvents as Aggregate });
  });

interface Step {
  name: string;
  not: boolean;
  /** Milliseconds; infinity for ever. */
  within: number;
}

/**
 * Judges a sequence: each step's event comes at or after that of the step before, at most so long after it. A step that must not happen forbids its
 * event from the step before on, for so long or else for good, but no longer than until the event of the next step.
 */
export function judgeSequence(rule: SequenceRule, place: string): Judge {
  const steps = rule.sequence.map(
    (step, index): Step => ({
      name: stepName(step),
      not: step.not ?? false,
      within:
        step.within === undefined
          ? Number.POSITIVE_INFINITY
          : durationMs(step.within, `${place}/sequence/${index}/within`),
    }),
  );
  if (steps[0]?.not !== false) {
    throw new TypeError(`${place}/sequence/0: a sequence begins with an event that did happen.`);
  }
  return ({ steps: events }, now) => {
    const walk = new Walk(steps, events, now);
    return anyOf((events[steps[0]?.name ?? ''] ?? []).map((first) => walk.after(first, 1)));
  };
}

type Events = Readonly<Record<string, readonly Evidence[]>>;

/** One look at a sequence. Which steps follow an event does not depend on the way to it, so it is found out once. */
class Walk {
  readonly #steps: readonly Step[];
  readonly #events: Events;
  readonly #now: number;
  readonly #known: Map<Evidence, Verdict>[] = [];

  constructor(steps: readonly Step[], events: Events, now: number) {
    this.#steps = steps;
    this.#events = events;
    this.#now = now;
  }

  /** Whether the steps from an index on happened after an event. */
  after(previous: Evidence, index: number): Verdict {
    this.#known[index] ??= new Map();
    const known = this.#known[index];
    const verdict = known.get(previous) ?? this.#follow(previous, index);
    known.set(previous, verdict);
    return verdict;
  }

  #follow(previous: Evidence, index: number): Verdict {
    let next = index;
    while (this.#steps[next]?.not) next += 1;
    const forbidden = this.#steps.slice(index, next);
    const step = this.#steps[next];
    if (step === undefined) {
      return allOf(forbidden.map((not) => absence(not, previous, this.#events, this.#now)));
    }
    const following = (this.#events[step.name] ?? []).filter(
      (event) =>
        follows(event, previous) &&
        event.at - previous.at <= step.within &&
        forbidden.every((not) => happened(not, previous, this.#events, event) === undefined),
    );
    return anyOf(following.map((event) => this.after(event, next + 1)));
  }
}

/** Whether what must not happen has not: for good once the time for it is over. */
function absence(not: Step, previous: Evidence, events: Events, now: number): Verdict {
  if (happened(not, previous, events) !== undefined) return settled(false);
  const over = previous.at + not.within;
  // Without a time for it, it has not happened so far, and time alone changes nothing about that.
  if (not.within === Number.POSITIVE_INFINITY || over < now) return settled(true);
  return { holds: false, until: over + 1 };
}

const happened = (
  { name, within }: Step,
  previous: Evidence,
  events: Events,
  before?: Evidence,
): Evidence | undefined =>
  (events[name] ?? []).find(
    (event) =>
      follows(event, previous) &&
      event.at - previous.at <= within &&
      (before === undefined || (event.at <= before.at && compareEvidence(event, before) !== 0)),
  );

/** At the same instant or later; an event does not follow itself. */
const follows = (event: Evidence, previous: Evidence): boolean =>
  event.at >= previous.at && compareEvidence(event, previous) !== 0;
