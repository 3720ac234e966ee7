/** How far the groups that were found are the true ones, counted in pairs of members. */
export interface Agreement {
  /** Of the pairs that were put together, the part that belongs together; 1 where no two were. */
  precision: number;
  /** Of the pairs that belong together, the part that was put together; 1 where no two do. */
  recall: number;
  /** How many pairs were put together, how many belong together, and how many both. */
  found: number;
  belonging: number;
  both: number;
}

/**
 * Pairwise precision and recall, the usual measure of entity resolution. A member is in one found group at most; it may be in several
 * true ones, as the id of a tablet that two people use, and then belongs together with every member of each.
 * O(n) in the members, as long as each is in a few true groups only.
 */
export function pairwise(
  found: Iterable<readonly string[]>,
  truth: Iterable<readonly string[]>,
): Agreement {
  const groupOf = new Map<string, number>();
  let pairsFound = 0;
  let groups = 0;
  for (const members of found) {
    pairsFound += pairsOf(members.length);
    for (const member of members) groupOf.set(member, groups);
    groups += 1;
  }
  const ownersOf = new Map<string, number[]>();
  let owner = 0;
  for (const members of truth) {
    for (const member of new Set(members)) {
      ownersOf.set(member, [...(ownersOf.get(member) ?? []), owner]);
    }
    owner += 1;
  }
  const [belonging, both] = [new SharedOwners(), new SharedOwners()];
  for (const [member, owners] of ownersOf) {
    belonging.add(owners, 'all');
    const group = groupOf.get(member);
    if (group !== undefined) both.add(owners, String(group));
  }
  const pairs = { found: pairsFound, belonging: belonging.pairs(), both: both.pairs() };
  return {
    precision: part(pairs.both, pairs.found),
    recall: part(pairs.both, pairs.belonging),
    ...pairs,
  };
}

const pairsOf = (members: number): number => (members * (members - 1)) / 2;

const part = (some: number, all: number): number => (all === 0 ? 1 : some / all);

/**
 * Counts the pairs of members that have an owner in common, each once however many they have in common: by inclusion and exclusion over
 * the sets of owners, where the pairs that share a set count for it if its size is odd, and against it if it is even.
 */
class SharedOwners {
  readonly #members = new Map<string, { count: number; sign: number }>();

  /** @param within only members of the same are paired. */
  add(owners: readonly number[], within: string): void {
    for (const subset of nonEmptySubsets(owners)) {
      const key = `${within} ${subset.join(' ')}`;
      const known = this.#members.get(key);
      if (known === undefined) {
        this.#members.set(key, { count: 1, sign: subset.length % 2 === 1 ? 1 : -1 });
      } else known.count += 1;
    }
  }

  pairs(): number {
    let total = 0;
    for (const { count, sign } of this.#members.values()) total += sign * pairsOf(count);
    return total;
  }
}

function nonEmptySubsets(owners: readonly number[]): number[][] {
  const subsets: number[][] = [];
  for (const owner of owners) {
    subsets.push(...subsets.map((subset) => [...subset, owner]), [owner]);
  }
  return subsets;
}
