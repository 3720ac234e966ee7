import { documentId } from '../digest.ts';
import type { Edge } from '../identity/edge.ts';
import { compareEvidence, type Sighting } from '../identity/evidence.ts';
import { type IdentifierKey, kindOf } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import type { Leaf } from './leaf.ts';

/** The evidence that a profile is made of; everything that readers see follows from it. */
export interface Core {
  /** The profile's identifiers, each with the earliest event that carried it, or else the earliest `alias` that presumes it. */
  identifiers: Record<IdentifierKey, Sighting>;
  /** By primary identifier. */
  leaves: Record<IdentifierKey, Leaf>;
  /** By edge key: the edges within the profile, and the refused ones with an end in it. */
  edges: Record<string, Edge>;
}

/** One person's evidence, as it is loaded and changed. */
export interface Profile {
  profileId: string;
  core: Core;
  /** Of the stored document; 0 where there is none yet. */
  version: number;
}

export const emptyCore = (): Core => ({ identifiers: {}, leaves: {}, edges: {} });

/** The document id of the profile that an identifier anchors. */
export const profileIdOf = (anchor: IdentifierKey): string => documentId(anchor);

/** The strongest identifier that an event carried and of those the earliest: what the profile's id is the hash of. */
export function anchorOf(core: Core, rules: IdentityRules): IdentifierKey {
  let anchor: IdentifierKey | undefined;
  for (const key of Object.keys(core.identifiers)) {
    if (anchor === undefined || outranks(key, anchor, core, rules)) anchor = key;
  }
  if (anchor === undefined) throw new TypeError('A profile without identifiers has no anchor.');
  return anchor;
}

function outranks(key: IdentifierKey, other: IdentifierKey, core: Core, rules: IdentityRules) {
  const [mine, theirs] = [core.identifiers[key], core.identifiers[other]];
  if (mine?.presumed !== theirs?.presumed) return theirs?.presumed === true;
  const byRank = rules.rank(kindOf(key)) - rules.rank(kindOf(other));
  if (byRank !== 0) return byRank < 0;
  const byTime = mine && theirs ? compareEvidence(mine, theirs) : 0;
  return byTime === 0 ? key < other : byTime < 0;
}
