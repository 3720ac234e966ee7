import { documentId } from '../digest.ts';
import type { IdentifierKey } from '../identity/identifier.ts';
import type { Profile } from './profile.ts';

/** Which identifiers were whose before a merge: profile ids by identifier. */
export type Owners = ReadonlyMap<IdentifierKey, string>;

export const ownersOf = (profiles: readonly Profile[]): Owners =>
  new Map(
    profiles.flatMap(({ profileId, core }) =>
      Object.keys(core.identifiers).map((key): [IdentifierKey, string] => [key, profileId]),
    ),
  );

/** What has to change so that every identifier leads to its profile. */
export interface IdentityChanges {
  /** Identifiers that now lead to another profile than by being its anchor. */
  point: { id: string; key: IdentifierKey; profileId: string }[];
  /** Document ids of identifiers that became their profile's anchor. */
  remove: string[];
}

/** Compares the owners before with the profiles after. Identifiers that stay where they were cost nothing, not even a hash. */
export function identityChanges(before: Owners, changed: readonly Profile[]): IdentityChanges {
  const changes: IdentityChanges = { point: [], remove: [] };
  for (const { profileId, core } of changed) {
    for (const key of Object.keys(core.identifiers)) {
      const owner = before.get(key);
      if (owner === profileId) continue;
      const id = documentId(key);
      if (id !== profileId) changes.point.push({ id, key, profileId });
      else if (owner !== undefined) changes.remove.push(id);
    }
  }
  return changes;
}
