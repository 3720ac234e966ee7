import type { Evidence } from '../identity/evidence.ts';
import { canonicalJson, type Json } from '../json.ts';

/** A value, and the event that gave it. */
export interface Ranked {
  value: Json;
  evidence: Evidence;
}

/** Less than zero where the first is the better one; zero for the same event only. */
export type Order = (one: Ranked, other: Ranked) => number;

/**
 * The best few distinct values, each with its best event, best first: the winner and what it beat. Commutative, associative and idempotent: a
 * value that fell out comes back only with a better event.
 */
export function joinRanked(
  one: readonly Ranked[],
  other: readonly Ranked[],
  order: Order,
  remembered: number,
): Ranked[] {
  const best = new Map<string, Ranked>();
  for (const candidate of [...one, ...other]) {
    const key = canonicalJson(candidate.value);
    const known = best.get(key);
    if (known === undefined || order(candidate, known) < 0) best.set(key, candidate);
  }
  return [...best.values()].sort(order).slice(0, remembered);
}
