import { type Edge, edgeKey, joinEdges } from '../identity/edge.ts';
import { compareEvidence, type Evidence, type Sighting } from '../identity/evidence.ts';
import type { IdentifierKey } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import { type Partition, partition } from '../identity/partition.ts';
import { crowdRecord } from '../identity/shared-identifiers.ts';
import type { Changes, Cluster, Incomplete } from './cluster.ts';
import type { Leaf } from './leaf.ts';
import { anchorOf, type Core, emptyCore, type Profile, profileIdOf } from './profile.ts';

interface Repartitioned extends Changes {
  kind: 'repartitioned';
}

/** Places the identifiers, leaves and edges of a cluster in profiles again, as far as what was seen made that necessary. */
export function repartition(cluster: Cluster, rules: IdentityRules): Repartitioned | Incomplete {
  if (cluster.changedEdges.size === 0 && isEmpty(cluster.arriving)) {
    return cluster.identifiersChanged ? reanchor(cluster, rules) : unchangedGroups(cluster);
  }
  const pool = poolOf(cluster);
  const edges = [...pool.edges.values()];
  const parts = partition(pool.identifiers.keys(), edges, rules);
  if (reachesOthers(cluster, pool, parts)) {
    const missing = unloadedEnds(pool, parts.shared);
    if (missing.length > 0) return { kind: 'incomplete', missing };
  }
  const { groups, refused } = parts;
  const placed = edges.map((edge): Edge => {
    const { refused: _, ...bare } = edge;
    const refusal = refused.get(edgeKey(edge.a, edge.b));
    return refusal === undefined ? bare : { ...bare, refused: refusal };
  });
  const cores = groups.map((group) => coreOf(group, pool));
  recordEdges(cores, placed, parts, rules);
  return placeCores(cluster, cores, rules);
}

const isEmpty = (core: Core): boolean => Object.keys(core.identifiers).length === 0;

const unchangedGroups = (cluster: Cluster): Repartitioned => ({
  kind: 'repartitioned',
  changed: cluster.profiles.filter(({ core }) => cluster.touched.has(core)),
  removed: [],
});

/** Earlier evidence of an identifier can make it the anchor; who belongs together stays. */
function reanchor(cluster: Cluster, rules: IdentityRules): Repartitioned {
  const result: Repartitioned = { kind: 'repartitioned', changed: [], removed: [] };
  for (const profile of cluster.profiles) {
    if (!cluster.touched.has(profile.core)) continue;
    const profileId = profileIdOf(anchorOf(profile.core, rules));
    if (profileId === profile.profileId) result.changed.push(profile);
    else {
      result.changed.push({ profileId, core: profile.core, version: profile.version });
      result.removed.push(profile);
    }
  }
  return result;
}

/** All the evidence of a cluster. */
interface Pool {
  identifiers: Map<IdentifierKey, Sighting>;
  leaves: Map<IdentifierKey, Leaf>;
  edges: Map<string, Edge>;
}

function poolOf(cluster: Cluster): Pool {
  const pool: Pool = { identifiers: new Map(), leaves: new Map(), edges: new Map() };
  for (const core of [...cluster.profiles.map((profile) => profile.core), cluster.arriving]) {
    for (const [key, evidence] of Object.entries(core.identifiers))
      pool.identifiers.set(key, evidence);
    for (const [key, leaf] of Object.entries(core.leaves)) pool.leaves.set(key, leaf);
    for (const [key, edge] of Object.entries(core.edges)) {
      const known = pool.edges.get(key);
      const refused = known?.refused ?? edge.refused;
      const joined = known === undefined ? edge : joinEdges(known, edge);
      pool.edges.set(key, refused === undefined ? joined : { ...joined, refused });
    }
  }
  for (const [key, { now }] of cluster.changedEdges) pool.edges.set(key, now);
  return pool;
}

/**
 * Whether what changed can change how other edges are decided, those of profiles that are not loaded among them.
 *
 * An edge that joins nobody when it is its turn leaves the groups of that moment as they are, so the next edge meets what it would meet
 * without it, and so on to the last. If that is so of every changed edge, as it is now and as it was before, then the partition is what it
 * was, but for these edges. Who is shared decides more edges than its own, so that must be as it was, too.
 */
function reachesOthers(
  { changedEdges }: Cluster,
  { identifiers, edges }: Pool,
  { effective, shared }: Partition,
): boolean {
  for (const [key, { before }] of changedEdges) {
    const wasAccepted = before !== undefined && before.refused === undefined;
    if (wasAccepted || effective.has(key)) return true;
  }
  const wereShared = new Set<IdentifierKey>();
  for (const { refused } of edges.values()) {
    if (refused?.reason === 'shared') wereShared.add(refused.identifier);
  }
  return [...identifiers.keys()].some((key) => shared.has(key) !== wereShared.has(key));
}

/**
 * The far ends of edges that are not loaded, though the partition may depend on them. A severed edge joins nobody, and neither does one to a
 * shared identifier, which may have any number of neighbours. An identifier that is here and was shared is asked again: a cut may have
 * left it with few enough neighbours to count.
 */
function unloadedEnds(
  { identifiers, edges }: Pool,
  shared: ReadonlySet<IdentifierKey>,
): IdentifierKey[] {
  const missing = new Set<IdentifierKey>();
  for (const edge of edges.values()) {
    if (edge.severed !== undefined) continue;
    if (edge.refused?.reason === 'shared') {
      const { identifier } = edge.refused;
      if (shared.has(identifier) || !identifiers.has(identifier)) continue;
    }
    if (!identifiers.has(edge.a)) missing.add(edge.a);
    if (!identifiers.has(edge.b)) missing.add(edge.b);
  }
  return [...missing];
}

function coreOf(group: readonly IdentifierKey[], pool: Pool): Core {
  const core = emptyCore();
  for (const key of group) {
    const evidence = pool.identifiers.get(key);
    if (evidence !== undefined) core.identifiers[key] = evidence;
    const leaf = pool.leaves.get(key);
    if (leaf !== undefined) core.leaves[key] = leaf;
  }
  return core;
}

/**
 * Gives every core the edges that have an end in it. Of two shared ends each core records its own: whether the other one is shared
 * may become known when this core is not loaded.
 */
function recordEdges(
  cores: readonly Core[],
  edges: readonly Edge[],
  { shared, crowded }: Partition,
  rules: IdentityRules,
): void {
  const holders = new Map<IdentifierKey, Core>();
  for (const core of cores) for (const key of Object.keys(core.identifiers)) holders.set(key, core);
  for (const edge of edges) {
    const key = edgeKey(edge.a, edge.b);
    for (const end of [edge.a, edge.b]) {
      const holder = holders.get(end);
      if (holder === undefined) continue;
      const isOwn = edge.refused?.reason === 'shared' && shared.has(end);
      holder.edges[key] = isOwn
        ? { ...edge, refused: { reason: 'shared', identifier: end } }
        : edge;
    }
  }
  for (const end of crowded) {
    const holder = holders.get(end);
    if (holder !== undefined) holder.edges = crowdRecord(end, holder.edges, rules);
  }
}

/** Gives every core its document, and finds which documents that changes. */
function placeCores(cluster: Cluster, cores: readonly Core[], rules: IdentityRules): Repartitioned {
  const before = new Map(cluster.profiles.map((profile) => [profile.profileId, profile]));
  // A document that is made anew goes on from the versions of those it came from: no reader of the earlier one takes it for that.
  const version = Math.max(0, ...cluster.profiles.map((profile) => profile.version));
  const changed: Profile[] = [];
  for (const core of cores) {
    const profileId = profileIdOf(anchorOf(core, rules));
    const known = before.get(profileId);
    before.delete(profileId);
    if (known !== undefined && !cluster.touched.has(known.core) && sameCore(known.core, core))
      continue;
    changed.push({ profileId, core, version });
  }
  return { kind: 'repartitioned', changed, removed: [...before.values()] };
}

/** Whether a profile that no event touched has the same identifiers and the same refusals. */
function sameCore(before: Core, after: Core): boolean {
  const [keysBefore, keysAfter] = [Object.keys(before.identifiers), Object.keys(after.identifiers)];
  if (keysBefore.length !== keysAfter.length) return false;
  if (keysBefore.some((key) => after.identifiers[key] === undefined)) return false;
  const [edgesBefore, edgesAfter] = [Object.entries(before.edges), Object.keys(after.edges)];
  if (edgesBefore.length !== edgesAfter.length) return false;
  return edgesBefore.every(([key, edge]) => sameEdge(edge, after.edges[key]));
}

function sameEdge(before: Edge, after: Edge | undefined): boolean {
  if (after === undefined) return false;
  return (
    sameEvidence(before.seen, after.seen) &&
    sameEvidence(before.alias, after.alias) &&
    sameEvidence(before.severed, after.severed) &&
    JSON.stringify(before.refused) === JSON.stringify(after.refused)
  );
}

const sameEvidence = (a: Evidence | undefined, b: Evidence | undefined): boolean =>
  a === undefined || b === undefined ? a === b : compareEvidence(a, b) === 0;
