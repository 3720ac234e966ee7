import type { Audiences } from '../audience/audiences.ts';
import type { CanonicalEvent, Outcome } from '../event/event.ts';
import { type EventIdentifiers, identifiersOf } from '../event/identifiers-of.ts';
import { DisjointSets } from '../identity/disjoint-sets.ts';
import { edgeBetween, leadsOn } from '../identity/edge.ts';
import { compareSightings, type Evidence, type Sighting } from '../identity/evidence.ts';
import type { IdentifierKey } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import type { Trait } from '../trait/trait.ts';
import {
  addProfile,
  type Changes,
  type Cluster,
  changeEdge,
  emptyCluster,
  type Incomplete,
} from './cluster.ts';
import { applyEvent, emptyLeaf } from './leaf.ts';
import type { Profile } from './profile.ts';
import { repartition } from './repartition.ts';
import { sight } from './seen.ts';

/** What the configuration says about making profiles. */
export interface ProfileRules {
  identity: IdentityRules;
  /** By name; behind them what is counted for sequences. */
  traits: readonly Trait[];
  audiences: Audiences;
}

/** What events or a cut made of profiles. */
export interface Merged extends Changes {
  kind: 'merged';
  /** Of each event, in order. */
  outcomes: Outcome[];
  /** The profiles as loaded that hold an event which came again: what they had to tell may not have been told. */
  redelivered: Profile[];
}

/**
 * Joins events into the profiles that hold their identifiers. `profiles` are all those that hold an identifier of the events; they are
 * changed in place, so load them anew for another try. Mostly that is all; where an edge that is new, or has earlier evidence, takes part in the
 * partition, everybody reachable over refused edges must be here too, and the partition is made afresh.
 */
export const mergeEvents = (
  profiles: readonly Profile[],
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
): Merged | Incomplete => mergeResolved(profiles, resolve(events, rules), rules);

/** An event, and who it is about: `undefined` where that is nobody. */
export interface ResolvedEvent {
  event: CanonicalEvent;
  identifiers: EventIdentifiers | undefined;
}

export const resolve = (
  events: readonly CanonicalEvent[],
  { identity }: Pick<ProfileRules, 'identity'>,
): ResolvedEvent[] =>
  events.map((event) => ({ event, identifiers: identifiersOf(event, identity) }));

/** `mergeEvents`, of events whose identifiers are known already. */
export function mergeResolved(
  profiles: readonly Profile[],
  resolved: readonly ResolvedEvent[],
  rules: ProfileRules,
): Merged | Incomplete {
  const clusters = clusterBy(profiles, resolved);
  const outcomes: Outcome[] = [];
  for (const { event, identifiers } of resolved) {
    if (identifiers === undefined) {
      // Validation quarantines these; it holds here too, for an event that came another way.
      outcomes.push('quarantined');
      continue;
    }
    outcomes.push(applyToCluster(clusters.of(identifiers.primary), event, identifiers, rules));
  }
  const changed: Profile[] = [];
  const removed: Profile[] = [];
  const redelivered: Profile[] = [];
  const missing = new Set<IdentifierKey>();
  for (const cluster of clusters.all()) {
    redelivered.push(...cluster.profiles.filter(({ core }) => cluster.redelivered.has(core)));
    const result = repartition(cluster, rules.identity);
    if (result.kind === 'incomplete') for (const key of result.missing) missing.add(key);
    else {
      changed.push(...result.changed);
      removed.push(...result.removed);
    }
  }
  if (missing.size > 0) return { kind: 'incomplete', missing: [...missing] };
  return { kind: 'merged', changed, removed, outcomes, redelivered };
}

function clusterBy(profiles: readonly Profile[], events: readonly ResolvedEvent[]) {
  const sets = new DisjointSets();
  for (const { identifiers } of events) {
    if (identifiers === undefined) continue;
    for (const other of identifiers.others) sets.union(identifiers.primary, other);
  }
  for (const { core } of profiles) {
    const [first, ...rest] = Object.keys(core.identifiers);
    for (const key of rest) if (first !== undefined) sets.union(first, key);
    // Loaded for the sake of a refused edge, they belong to whoever is at its other end.
    for (const edge of Object.values(core.edges)) {
      if (leadsOn(edge)) sets.union(edge.a, edge.b);
    }
  }
  const clusters = new Map<string, Cluster>();
  const of = (key: IdentifierKey): Cluster => {
    const root = sets.find(key);
    const cluster = clusters.get(root) ?? emptyCluster();
    clusters.set(root, cluster);
    return cluster;
  };
  for (const profile of profiles) {
    const [first] = Object.keys(profile.core.identifiers);
    if (first === undefined) continue;
    addProfile(of(first), profile);
  }
  return { of, all: () => clusters.values() };
}

function applyToCluster(
  cluster: Cluster,
  event: CanonicalEvent,
  identifiers: EventIdentifiers,
  rules: ProfileRules,
): Outcome {
  const evidence: Evidence = {
    at: Date.parse(event.timestamp),
    messageId: event.messageId,
    source: event.source,
  };
  const holder = cluster.holders.get(identifiers.primary) ?? cluster.arriving;
  const leaf = holder.leaves[identifiers.primary] ?? emptyLeaf(rules.traits);
  const known = sight(leaf.seen, event);
  if (known === 'duplicate') return 'duplicate';
  if (known === 'redelivered') {
    cluster.redelivered.add(holder);
    return 'applied';
  }
  applyEvent(leaf, event, identifiers, evidence, rules.traits);
  holder.leaves[identifiers.primary] = leaf;
  cluster.touched.add(holder);

  const { primary, others, presumed, alias } = identifiers;
  sightIdentifier(cluster, primary, evidence);
  for (const other of others) {
    if (presumed.includes(other)) sightIdentifier(cluster, other, { ...evidence, presumed: true });
    else {
      sightIdentifier(cluster, other, evidence);
      changeEdge(cluster, edgeBetween(primary, other, { seen: evidence }));
    }
  }
  for (const other of alias?.to ?? []) {
    changeEdge(cluster, edgeBetween(alias?.of ?? primary, other, { alias: evidence }));
  }
  return 'applied';
}

/** Keeps the earliest evidence of an identifier: the anchor, and so the profile's id, depends on it. */
function sightIdentifier(cluster: Cluster, key: IdentifierKey, sighting: Sighting): void {
  const holder = cluster.holders.get(key) ?? cluster.arriving;
  cluster.holders.set(key, holder);
  const known = holder.identifiers[key];
  if (known !== undefined && compareSightings(known, sighting) <= 0) return;
  holder.identifiers[key] = sighting;
  cluster.touched.add(holder);
  cluster.identifiersChanged = true;
}
