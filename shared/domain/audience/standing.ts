import { canonicalJson } from '../json.ts';
import type { ProfileView } from '../profile/view.ts';
import { type Audiences, nobody } from './audiences.ts';
import { changedInputs } from './changed-inputs.ts';
import { type Facts, never, settled, type Verdict } from './verdict.ts';

/** How a profile stands with the audiences, beside the memberships that its view shows. Bookkeeping: none of it is part of the view. */
export interface Standing {
  /** The fingerprint of the audiences that were judged. */
  rules: string;
  /** Since when it belongs to an audience, milliseconds since 1970, by name. */
  since: Record<string, number>;
  /** Until when time alone leaves an audience as it is, by name; absent where that is for ever. */
  until: Record<string, number>;
  /** How many events there were of every step of a sequence. */
  steps: Record<string, number>;
  /** Audiences that can't be judged yet, for something that they depend on is not counted from the beginning yet. */
  unjudged: string[];
}

/** What was known of a profile when its audiences were last judged. */
export interface Before {
  view: ProfileView;
  standing: Standing;
}

/** What there is to judge now. */
export interface Now {
  at: number;
  view: ProfileView;
  steps: Facts['steps'];
  stepCounts: Readonly<Record<string, number>>;
  /** What is not counted from the beginning yet: inputs of audiences. */
  pending: ReadonlySet<string>;
}

/** The audiences that somebody belongs to, in order, and how they stand with all of them. */
export interface Judged {
  audiences: string[];
  standing: Standing;
  /** When time alone may change that next, milliseconds since 1970; infinity for never. */
  due: number;
}

/**
 * Judges the audiences of which something has changed, or is due; the verdicts on all others stay. Where the rules are others now, or the
 * profile is made of other leaves, everything counts as changed.
 */
export function judgeAudiences(audiences: Audiences, before: Before | undefined, now: Now): Judged {
  const known =
    before?.standing.rules === audiences.fingerprint && sameIdentifiers(before.view, now.view)
      ? before
      : undefined;
  const verdicts = new Verdicts(audiences, known);
  const facts: Facts = {
    view: now.view,
    steps: now.steps,
    memberOf: (name) => verdicts.of(name),
  };
  const unjudged: string[] = [];
  const queue = new Queue(toJudge(audiences, known, now));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const audience = audiences.inOrder[next];
    if (audience === undefined) continue;
    const { name, inputs, judge } = audience;
    const stands = verdicts.of(name);
    let verdict: Verdict;
    if (dependsOn(inputs, now.pending)) {
      unjudged.push(name);
      verdict = settled(before?.view.audiences?.includes(name) ?? false);
    } else verdict = judge(facts, now.at);
    if (verdict.holds === stands.holds && verdict.until === stands.until) continue;
    verdicts.set(name, verdict);
    queue.add(audiences.dependents.get(`memberOf.${name}`) ?? []);
  }
  return verdicts.judged(now, unjudged, before?.standing.since ?? {});
}

/** Positions of the audiences whose verdict may not be what it was. */
function* toJudge(audiences: Audiences, known: Before | undefined, now: Now): Generator<number> {
  for (const input of changes(known, now)) yield* audiences.dependents.get(input) ?? [];
  for (const name of dueOrUnjudged(known?.standing, now.at)) {
    const position = audiences.positions.get(name);
    if (position !== undefined) yield position;
  }
}

function* changes(known: Before | undefined, now: Now): Generator<string> {
  yield* changedInputs(known?.view ?? nobody, now.view);
  for (const [step, count] of Object.entries(now.stepCounts)) {
    if (count !== (known?.standing.steps[step] ?? 0)) yield step;
  }
  if (known === undefined) yield* now.pending;
}

function* dueOrUnjudged(standing: Standing | undefined, at: number): Generator<string> {
  if (standing === undefined) return;
  for (const [name, until] of Object.entries(standing.until)) if (until <= at) yield name;
  yield* standing.unjudged;
}

const sameIdentifiers = (before: ProfileView, after: ProfileView): boolean =>
  canonicalJson(before.identifiers) === canonicalJson(after.identifiers);

const dependsOn = (inputs: ReadonlySet<string>, pending: ReadonlySet<string>): boolean =>
  pending.size > 0 && [...inputs].some((input) => pending.has(input));

/** Positions to be judged, in order: what is added comes behind what added it. */
class Queue {
  readonly #waiting: Set<number>;
  #sorted: number[] | undefined;

  constructor(positions: Iterable<number>) {
    this.#waiting = new Set(positions);
  }

  add(positions: readonly number[]): void {
    for (const position of positions) this.#waiting.add(position);
    if (positions.length > 0) this.#sorted = undefined;
  }

  shift(): number | undefined {
    this.#sorted ??= [...this.#waiting].sort((a, b) => b - a);
    const next = this.#sorted.pop();
    if (next !== undefined) this.#waiting.delete(next);
    return next;
  }
}

/** The verdicts as they stand, and those that are new. */
class Verdicts {
  readonly #audiences: Audiences;
  readonly #members: Set<string>;
  readonly #until: Record<string, number>;

  constructor(audiences: Audiences, known: Before | undefined) {
    this.#audiences = audiences;
    this.#members = new Set(known === undefined ? audiences.ofNobody : known.view.audiences);
    this.#until = { ...known?.standing.until };
  }

  of(name: string): Verdict {
    return { holds: this.#members.has(name), until: this.#until[name] ?? never };
  }

  set(name: string, { holds, until }: Verdict): void {
    if (holds) this.#members.add(name);
    else this.#members.delete(name);
    if (until === never) delete this.#until[name];
    else this.#until[name] = until;
  }

  judged(now: Now, unjudged: readonly string[], since: Readonly<Record<string, number>>): Judged {
    const members = [...this.#members].sort();
    return {
      audiences: members,
      standing: {
        rules: this.#audiences.fingerprint,
        since: Object.fromEntries(members.map((name) => [name, since[name] ?? now.at])),
        until: this.#until,
        steps: { ...now.stepCounts },
        unjudged: [...unjudged],
      },
      due: Math.min(never, ...Object.values(this.#until)),
    };
  }
}
