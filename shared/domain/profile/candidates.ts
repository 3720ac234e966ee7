import { compareEvidence, type Evidence } from '../identity/evidence.ts';
import { canonicalJson, type Json } from '../json.ts';

/** One value that an event gave. */
interface Candidate {
  value: Json;
  evidence: Evidence;
}

/**
 * A last-writer-wins register that remembers what it beat: the distinct values with the latest event of each, latest first.
 * The first has won. Bounded by `remembered`: a value that fell out comes back only with a later event, so the
 * bound is as commutative, associative and idempotent as the rest.
 */
export type Candidates = readonly Candidate[];

const remembered = 3;

export function joinCandidates(one: Candidates, other: Candidates): Candidates {
  const [first] = other;
  if (first === undefined) return one;
  if (one.length === 0) return other;
  const latest = new Map<string, Candidate>();
  for (const candidate of [...one, ...other]) {
    const key = canonicalJson(candidate.value);
    const known = latest.get(key);
    if (known === undefined || compareEvidence(candidate.evidence, known.evidence) > 0) {
      latest.set(key, candidate);
    }
  }
  return [...latest.values()]
    .sort((a, b) => compareEvidence(b.evidence, a.evidence))
    .slice(0, remembered);
}

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
