import { joinRanked, latest, type Ranked } from '../trait/ranked.ts';

/**
 * A last-writer-wins register that remembers what it beat: the distinct values with the latest event of each, latest first.
 * The first has won. Bounded by `remembered`: a value that fell out comes back only with a later event, so the
 * bound is as commutative, associative and idempotent as the rest.
 */
export type Candidates = readonly Ranked[];

const remembered = 3;

export const joinCandidates = (one: Candidates, other: Candidates): Candidates =>
  joinRanked(one, other, latest, remembered);

/** Joins registers by name, in place of the first. */
export function joinRegisters(
  into: Record<string, Candidates>,
  other: Readonly<Record<string, Candidates>>,
): void {
  for (const [name, candidates] of Object.entries(other)) {
    // A name may be that of a member which every object inherits, such as `toString`.
    const known = Object.hasOwn(into, name) ? into[name] : undefined;
    into[name] = joinCandidates(known ?? [], candidates);
  }
}
