import { DisjointSets } from './disjoint-sets.ts';
import { anyKind, type Edge, edgeKey, type Refusal } from './edge.ts';
import { compareEvidence, type Evidence } from './evidence.ts';
import { type IdentifierKey, kindOf } from './identifier.ts';
import type { IdentityRules } from './identity-rules.ts';
import { sharedIdentifiers } from './shared-identifiers.ts';

/** Who is who: the identifiers in groups, one group a person, and the edges that joined nobody. */
export interface Partition {
  groups: IdentifierKey[][];
  /** By edge key. */
  refused: Map<string, Refusal>;
  /**
   * Keys of the edges that joined two groups, or made two ids count as one, when it was their turn. All the others could be left out, and
   * every other edge would be decided as it was.
   */
  effective: ReadonlySet<string>;
  /** Identifiers seen with too many stronger ones to say anything of anybody: a kiosk, a bot, a call centre's phone. */
  shared: ReadonlySet<IdentifierKey>;
  /** Those of them that are shared for good. */
  crowded: ReadonlySet<IdentifierKey>;
}

interface Group {
  members: IdentifierKey[];
  /** How many of each kind, where ids that an alias made one count once. */
  counts: Map<string, number>;
}

/**
 * Groups identifiers by the edges between them: a function of the two sets alone, whatever the order they are given in.
 *
 * Edges are taken aliases first, then by the rank of their weaker end, then the earliest evidence first, and each is accepted unless
 * the group that it would make breaks a limit. Edges to an identifier outside of `nodes` join nothing, but count
 * when it is asked whether an identifier is shared. O(E log E) in the edges.
 */
export function partition(
  nodes: Iterable<IdentifierKey>,
  edges: readonly Edge[],
  rules: IdentityRules,
): Partition {
  const groups = new Map<string, Group>();
  for (const node of nodes) {
    groups.set(node, { members: [node], counts: new Map([[kindOf(node), 1]]) });
  }
  const refused = new Map<string, Refusal>();
  const effective = new Set<string>();
  const { shared, crowded } = sharedIdentifiers(edges, rules);
  const candidates: Edge[] = [];
  for (const edge of edges) {
    const refusal = refusalBeforehand(edge, shared, groups);
    if (refusal !== undefined) refused.set(edgeKey(edge.a, edge.b), refusal);
    else if (groups.has(edge.a) && groups.has(edge.b)) candidates.push(edge);
    else if (edge.refused !== undefined) refused.set(edgeKey(edge.a, edge.b), edge.refused);
  }
  candidates.sort(byPrecedence(rules));

  const people = new DisjointSets();
  const aliases = new DisjointSets();
  for (const edge of candidates) {
    const rootA = people.find(edge.a);
    const rootB = people.find(edge.b);
    const asOne = countsAsOne(edge) && aliases.find(edge.a) !== aliases.find(edge.b);
    if (rootA === rootB) {
      if (!asOne) continue;
      mergeAliases(groups.get(rootA), aliases, edge);
      effective.add(edgeKey(edge.a, edge.b));
      continue;
    }
    const a = groups.get(rootA);
    const b = groups.get(rootB);
    if (a === undefined || b === undefined) continue;
    const counts = new Map(a.counts);
    for (const [kind, count] of b.counts) counts.set(kind, (counts.get(kind) ?? 0) + count);
    if (asOne) countAliasOnce(counts, edge);
    const members = [...a.members, ...b.members];
    const broken = brokenLimit(counts, members.length, rules);
    if (broken !== undefined) {
      refused.set(edgeKey(edge.a, edge.b), broken);
      continue;
    }
    effective.add(edgeKey(edge.a, edge.b));
    if (asOne) aliases.union(edge.a, edge.b);
    const root = people.union(rootA, rootB);
    groups.delete(rootA);
    groups.delete(rootB);
    groups.set(root, { members, counts });
  }
  return {
    groups: [...groups.values()].map(({ members }) => members),
    refused,
    effective,
    shared,
    crowded,
  };
}

/** The evidence that places an edge in the order: of its alias where it has one. */
const evidenceOf = (edge: Edge): Evidence | undefined => edge.alias ?? edge.seen;

function byPrecedence(rules: IdentityRules): (x: Edge, y: Edge) => number {
  const weakerRank = (edge: Edge) =>
    Math.max(rules.rank(kindOf(edge.a)), rules.rank(kindOf(edge.b)));
  return (x, y) => {
    const byAlias = Number(y.alias !== undefined) - Number(x.alias !== undefined);
    if (byAlias !== 0) return byAlias;
    const byRank = weakerRank(x) - weakerRank(y);
    if (byRank !== 0) return byRank;
    const [evidenceX, evidenceY] = [evidenceOf(x), evidenceOf(y)];
    if (evidenceX && evidenceY) {
      const byEvidence = compareEvidence(evidenceX, evidenceY);
      if (byEvidence !== 0) return byEvidence;
    }
    const [keyX, keyY] = [edgeKey(x.a, x.b), edgeKey(y.a, y.b)];
    return keyX < keyY ? -1 : keyX > keyY ? 1 : 0;
  };
}

/** What forbids an edge whatever the others are. A shared end that is not loaded is known by the edge's own record. */
function refusalBeforehand(
  edge: Edge,
  shared: ReadonlySet<IdentifierKey>,
  loaded: ReadonlyMap<string, unknown>,
): Refusal | undefined {
  if (edge.severed !== undefined) return { reason: 'severed' };
  if (shared.has(edge.a)) return { reason: 'shared', identifier: edge.a };
  if (shared.has(edge.b)) return { reason: 'shared', identifier: edge.b };
  if (edge.refused?.reason === 'shared' && !loaded.has(edge.refused.identifier))
    return edge.refused;
  return undefined;
}

/** Limits are per kind, so only an alias within a kind makes two ids one: two users who aliased one visitor remain two. */
const countsAsOne = ({ a, b, alias }: Edge): boolean =>
  alias !== undefined && kindOf(a) === kindOf(b);

function mergeAliases(group: Group | undefined, aliases: DisjointSets, edge: Edge): void {
  if (group === undefined) return;
  aliases.union(edge.a, edge.b);
  countAliasOnce(group.counts, edge);
}

function countAliasOnce(counts: Map<string, number>, { a }: Edge): void {
  counts.set(kindOf(a), (counts.get(kindOf(a)) ?? 1) - 1);
}

function brokenLimit(
  counts: ReadonlyMap<string, number>,
  members: number,
  rules: IdentityRules,
): Refusal | undefined {
  let broken: Refusal | undefined;
  for (const [kind, count] of counts) {
    const limit = rules.limit(kind);
    // The strongest broken kind is named, so that the record does not depend on the order of the counts.
    if (count <= limit) continue;
    if (broken?.reason === 'limit' && !outranks(kind, broken.kind, rules)) continue;
    broken = { reason: 'limit', kind, limit };
  }
  if (broken !== undefined || members <= rules.maxIdentifiers) return broken;
  return { reason: 'limit', kind: anyKind, limit: rules.maxIdentifiers };
}

function outranks(kind: string, other: string, rules: IdentityRules): boolean {
  const difference = rules.rank(kind) - rules.rank(other);
  return difference === 0 ? kind < other : difference < 0;
}
