import type { Evidence } from '../identity/evidence.ts';
import type { Json } from '../json.ts';
import type { ProfileView } from '../profile/view.ts';

/** Whether something holds, and until when time alone leaves that as it is, milliseconds since 1970; infinity for always. */
export interface Verdict {
  holds: boolean;
  until: number;
}

/** What audiences are judged by. */
export interface Facts {
  view: ProfileView;
  /** The latest events of every step of a sequence, by the step's name, latest first. */
  steps: Readonly<Record<string, readonly Evidence[]>>;
  /** Whether somebody belongs to another audience, as far as it is judged. */
  memberOf(audience: string): Verdict;
}

/** Judges a rule by the facts at a time. */
export type Judge = (facts: Facts, now: number) => Verdict;

export const never = Number.POSITIVE_INFINITY;

export const settled = (holds: boolean): Verdict => ({ holds, until: never });

/**
 * Of several that must all hold. While one of those that do not hold goes on not to, the others do not matter: so that lasts as long
 * as the longest of them.
 */
export function allOf(verdicts: Iterable<Verdict>): Verdict {
  let untilOneFails = never;
  let failingUntil: number | undefined;
  for (const { holds, until } of verdicts) {
    if (holds) untilOneFails = Math.min(untilOneFails, until);
    else failingUntil = Math.max(failingUntil ?? until, until);
    if (failingUntil === never) break;
  }
  return failingUntil === undefined
    ? { holds: true, until: untilOneFails }
    : { holds: false, until: failingUntil };
}

export const negated = ({ holds, until }: Verdict): Verdict => ({ holds: !holds, until });

/** Of several of which one must hold. */
export const anyOf = (verdicts: Iterable<Verdict>): Verdict =>
  negated(allOf([...verdicts].map(negated)));

/** A time as milliseconds since 1970: of ISO 8601 text, or of such a number; `undefined` where a value is no time. */
export function timeOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}
