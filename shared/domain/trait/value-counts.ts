import { shortDigest } from '../digest.ts';

/**
 * How often each of many values occurred, bounded. Up to `capacity` distinct values all are kept; beyond, those with the smallest
 * digests are, a sample that depends on the set of values alone and never on their order.
 */
export interface ValueCounts {
  /** By the value's canonical JSON. */
  counts: Record<string, number>;
  /** Set once a value had to go: every kept digest is below it. */
  cut?: string;
}

/** How many distinct values are kept. */
export const capacity = 1000;

/** Counts one more value. The state given is used up: it may be the one returned. */
export function countValue(state: ValueCounts, value: string): ValueCounts {
  const { counts, cut } = state;
  const known = Object.hasOwn(counts, value) ? counts[value] : undefined;
  if (known === undefined && (cut !== undefined || Object.keys(counts).length >= capacity)) {
    // Most of the many are out already, which one digest tells; to make room takes the digests of all that are kept.
    if (cut !== undefined && shortDigest(value) >= cut) return state;
    return joinCounts(state, { counts: { [value]: 1 } });
  }
  counts[value] = (known ?? 0) + 1;
  return state;
}

/** The union of two counts over different events. Commutative and associative. */
export function joinCounts(one: ValueCounts, other: ValueCounts): ValueCounts {
  const cut = smaller(one.cut, other.cut);
  const counts = new Map(Object.entries(one.counts));
  for (const [value, times] of Object.entries(other.counts)) {
    counts.set(value, (counts.get(value) ?? 0) + times);
  }
  if (cut === undefined && counts.size <= capacity) return { counts: Object.fromEntries(counts) };
  const ranked = [...counts.keys()]
    .map((value) => ({ value, digest: shortDigest(value) }))
    .filter(({ digest }) => cut === undefined || digest < cut)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const kept = ranked.slice(0, capacity);
  const firstOut = ranked[capacity]?.digest;
  const lowest = smaller(cut, firstOut);
  return {
    counts: Object.fromEntries(kept.map(({ value }) => [value, counts.get(value) ?? 0])),
    ...(lowest !== undefined && { cut: lowest }),
  };
}

/**
 * How many distinct values there were: exact up to the capacity, then estimated from how densely the kept digests lie (the k
 * minimum values estimator, standard error about 1/√capacity, 3%).
 */
export function distinctValues(state: ValueCounts): number {
  const kept = Object.keys(state.counts).length;
  if (state.cut === undefined) return kept;
  return Math.round(kept / digestAsFraction(state.cut));
}

/** The values that occurred most often, most frequent first; of equals, the smallest in code-unit order. */
export function valuesByFrequency({ counts }: ValueCounts, atMost: number): string[] {
  const ranked: [value: string, times: number][] = [];
  for (const entry of Object.entries(counts)) {
    let place = ranked.length;
    while (place > 0 && isMoreFrequent(entry, ranked[place - 1])) place -= 1;
    if (place >= atMost) continue;
    ranked.splice(place, 0, entry);
    ranked.length = Math.min(ranked.length, atMost);
  }
  return ranked.map(([value]) => value);
}

const isMoreFrequent = (
  [value, times]: readonly [string, number],
  other: readonly [string, number] | undefined,
): boolean => other === undefined || times > other[1] || (times === other[1] && value < other[0]);

export const smaller = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** Where a digest lies between 0 and 1 in code-unit order, for which each of its characters is one of 64. */
export function digestAsFraction(digest: string): number {
  const alphabet = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
  let fraction = 0;
  for (const [index, character] of [...digest].entries()) {
    fraction += alphabet.indexOf(character) / 64 ** (index + 1);
    if (index === 7) break;
  }
  return fraction;
}
