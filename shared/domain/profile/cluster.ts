import type { IdentifierKey } from '../identity/identifier.ts';
import { type Core, emptyCore, type Profile } from './profile.ts';

/** Profiles that events of one transaction connect, and what the events changed in them. */
export interface Cluster {
  profiles: Profile[];
  /** Which profile holds an identifier. A new one is held by `arriving` until the partition places it. */
  holders: Map<IdentifierKey, Core>;
  arriving: Core;
  touched: Set<Core>;
  edgesChanged: boolean;
  identifiersChanged: boolean;
}

export const emptyCluster = (): Cluster => ({
  profiles: [],
  holders: new Map(),
  arriving: emptyCore(),
  touched: new Set(),
  edgesChanged: false,
  identifiersChanged: false,
});

/** Adds a profile that was loaded. */
export function addProfile(cluster: Cluster, profile: Profile): void {
  cluster.profiles.push(profile);
  for (const key of Object.keys(profile.core.identifiers)) cluster.holders.set(key, profile.core);
}

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
