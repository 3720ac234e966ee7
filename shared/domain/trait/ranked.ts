import { compareEvidence, type Evidence } from '../identity/evidence.ts';
import { type Json, sameJson } from '../json.ts';

/** A value, and the event that gave it. */
export interface Ranked {
  value: Json;
  evidence: Evidence;
}

/** Less than zero where the first is the better one; zero for the same event only. */
export type Order = (one: Ranked, other: Ranked) => number;

export const earliest: Order = (one, other) => compareEvidence(one.evidence, other.evidence);
export const latest: Order = (one, other) => compareEvidence(other.evidence, one.evidence);

/**
 * The best few distinct values, each with its best event, best first: the winner and what it beat. Commutative, associative and idempotent: a
 * value that fell out comes back only with a better event. Both lists must be such lists already.
 */
export function joinRanked(
  one: readonly Ranked[],
  other: readonly Ranked[],
  order: Order,
  remembered: number,
): readonly Ranked[] {
  if (other.length === 0) return one;
  if (one.length === 0) return other;
  let joined = one;
  for (const candidate of other) joined = withCandidate(joined, candidate, order);
  return joined.length > remembered ? joined.slice(0, remembered) : joined;
}

/** Lists are of a few, so looking through them is faster than keys would be. */
function withCandidate(
  known: readonly Ranked[],
  candidate: Ranked,
  order: Order,
): readonly Ranked[] {
  const same = known.findIndex(({ value }) => sameJson(value, candidate.value));
  const holder = known[same];
  if (holder !== undefined && order(candidate, holder) >= 0) return known;
  const others = holder === undefined ? [...known] : known.filter((_, index) => index !== same);
  let place = others.length;
  for (; place > 0; place -= 1) {
    const before = others[place - 1];
    if (before === undefined || order(candidate, before) >= 0) break;
  }
  others.splice(place, 0, candidate);
  return others;
}
