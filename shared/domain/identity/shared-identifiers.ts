import type { Edge } from './edge.ts';
import { type IdentifierKey, kindOf } from './identifier.ts';
import type { IdentityRules } from './identity-rules.ts';

interface Neighbours {
  all: number;
  /** Of a stronger kind; and without those that were severed. */
  stronger: number;
  strongerNow: number;
}

/**
 * The identifiers that are shared, and those of them that are for good: a crowd. Severed edges do not make an identifier shared, but they are
 * part of a crowd, so that no cut asks for all of a crowd again.
 */
export function sharedIdentifiers(edges: readonly Edge[], rules: IdentityRules) {
  const tallies = new Map<IdentifierKey, Neighbours>();
  const tallyOf = (key: IdentifierKey): Neighbours => {
    const tally = tallies.get(key) ?? { all: 0, stronger: 0, strongerNow: 0 };
    tallies.set(key, tally);
    return tally;
  };
  for (const edge of edges) {
    for (const end of [edge.a, edge.b]) tallyOf(end).all += 1;
    const weaker = weakerEnd(edge, rules);
    if (weaker === undefined) continue;
    tallyOf(weaker).stronger += 1;
    if (edge.severed === undefined) tallyOf(weaker).strongerNow += 1;
  }
  const shared = new Set<IdentifierKey>();
  const crowded = new Set<IdentifierKey>();
  for (const [key, { all, stronger, strongerNow }] of tallies) {
    if (stronger > rules.sharedAfter && all > rules.crowdedAfter) crowded.add(key);
    if (strongerNow > rules.sharedAfter || crowded.has(key)) shared.add(key);
  }
  return { shared, crowded };
}

/**
 * The edges that a crowded identifier keeps on record: enough to tell that it is crowded, and the same ones in whatever order they came. The
 * first by key of those to a stronger neighbour, and then the first of all others; what falls out never comes back.
 */
export function crowdRecord(
  end: IdentifierKey,
  edges: Readonly<Record<string, Edge>>,
  rules: IdentityRules,
): Record<string, Edge> {
  const keys = Object.keys(edges).sort();
  const stronger = keys.filter((key) => {
    const edge = edges[key];
    return edge !== undefined && weakerEnd(edge, rules) === end;
  });
  const kept = new Set(stronger.slice(0, rules.sharedAfter + 1));
  for (const key of keys) {
    if (kept.size > rules.crowdedAfter) break;
    kept.add(key);
  }
  return Object.fromEntries(Object.entries(edges).filter(([key]) => kept.has(key)));
}

function weakerEnd({ a, b }: Edge, rules: IdentityRules): IdentifierKey | undefined {
  const [rankA, rankB] = [rules.rank(kindOf(a)), rules.rank(kindOf(b))];
  return rankA === rankB ? undefined : rankA > rankB ? a : b;
}
