import type { Outcome, Tally } from './event.ts';
import { sourceOf } from './expand-message.ts';

/** The conservation law of one source: `accepted = applied + duplicate + quarantined + suppressed + pending`, each counted on its own. */
export interface SourceBalance extends Record<Outcome, number> {
  source: string;
  accepted: number;
  pending: number;
  /** What the law misses: 0 where it holds. */
  difference: number;
}

/** Arrivals by source. */
export type Counts = ReadonlyMap<string, number>;

/** Counts messages by the source that they name. */
export function countBySource(
  messages: readonly { attributes: Readonly<Record<string, string>> }[],
  counts = new Map<string, number>(),
): Map<string, number> {
  for (const { attributes } of messages) {
    const source = sourceOf(attributes);
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return counts;
}

/** Puts the three counts side by side. */
export function reconcile(accepted: Counts, pending: Counts, tally: Tally): SourceBalance[] {
  const sources = new Set([...accepted.keys(), ...pending.keys(), ...Object.keys(tally)]);
  return [...sources].sort().map((source) => {
    const outcomes = {
      applied: tally[source]?.applied ?? 0,
      duplicate: tally[source]?.duplicate ?? 0,
      quarantined: tally[source]?.quarantined ?? 0,
      suppressed: tally[source]?.suppressed ?? 0,
    };
    const counts = {
      accepted: accepted.get(source) ?? 0,
      ...outcomes,
      pending: pending.get(source) ?? 0,
    };
    const settled = Object.values(outcomes).reduce((total, count) => total + count, 0);
    return { source, ...counts, difference: counts.accepted - settled - counts.pending };
  });
}
