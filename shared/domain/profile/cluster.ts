import { type Edge, edgeKey, holdsAll, joinEdges } from '../identity/edge.ts';
import type { IdentifierKey } from '../identity/identifier.ts';
import { type Core, emptyCore, type Profile } from './profile.ts';

/** Profiles that events of one transaction connect, and what the events changed in them. */
export interface Cluster {
  profiles: Profile[];
  /** Which profile holds an identifier. A new one is held by `arriving` until the partition places it. */
  holders: Map<IdentifierKey, Core>;
  arriving: Core;
  touched: Set<Core>;
  /** Those that hold an event which came again. */
  redelivered: Set<Core>;
  /** The edges that were sighted anew, earlier or cut, by key. */
  changedEdges: Map<string, ChangedEdge>;
  identifiersChanged: boolean;
}

interface ChangedEdge {
  /** What was recorded of it; `undefined` where nothing was. */
  before: Edge | undefined;
  now: Edge;
}

export const emptyCluster = (): Cluster => ({
  profiles: [],
  holders: new Map(),
  arriving: emptyCore(),
  touched: new Set(),
  redelivered: new Set(),
  changedEdges: new Map(),
  identifiersChanged: false,
});

/** Adds a profile that was loaded. */
export function addProfile(cluster: Cluster, profile: Profile): void {
  cluster.profiles.push(profile);
  for (const key of Object.keys(profile.core.identifiers)) cluster.holders.set(key, profile.core);
}

/** Joins what is new of an edge into what the profiles of its ends record of it; whether that changed anything. */
export function changeEdge(cluster: Cluster, sighted: Edge): boolean {
  const key = edgeKey(sighted.a, sighted.b);
  const changed = cluster.changedEdges.get(key);
  const before = changed === undefined ? recordedAs(cluster, key, sighted) : changed.before;
  const known = changed?.now ?? before;
  if (known !== undefined && holdsAll(known, sighted)) return false;
  const joined = known === undefined ? sighted : joinEdges(known, sighted);
  // The refusal stays until the partition is made again: it tells which neighbours that takes.
  const now = known?.refused === undefined ? joined : { ...joined, refused: known.refused };
  cluster.changedEdges.set(key, { before, now });
  return true;
}

/** What is on record of an edge, at either end: a crowded identifier does not keep all of its own. */
export const recordedEdge = (cluster: Cluster, edge: Edge): Edge | undefined =>
  recordedAs(cluster, edgeKey(edge.a, edge.b), edge);

const recordedAs = ({ holders }: Cluster, key: string, { a, b }: Edge): Edge | undefined =>
  holders.get(a)?.edges[key] ?? holders.get(b)?.edges[key];

/** The partition may change, and these identifiers may take part in it: load their profiles too and ask again. */
export interface Incomplete {
  kind: 'incomplete';
  missing: IdentifierKey[];
}

/** What becomes of the documents of profiles. */
export interface Changes {
  /** The profiles that changed or came to be. */
  changed: Profile[];
  /** The profiles that were loaded and are no more, for others now hold their identifiers. */
  removed: Profile[];
}
