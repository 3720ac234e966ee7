import type { CanonicalEvent, Outcome } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import { parseIdentifierKey } from '../domain/identity/identifier.ts';
import { decodeCore, encodeCore } from '../domain/profile/core-codec.ts';
import { identityChanges, ownersOf } from '../domain/profile/identity-changes.ts';
import { type Merged, mergeEvents, type ProfileRules } from '../domain/profile/merge-events.ts';
import type { Profile } from '../domain/profile/profile.ts';
import { profileView } from '../domain/profile/profile-view.ts';
import type { ProfileView } from '../domain/profile/view.ts';
import type { ProfileStore, ProfileWrites, StoredProfile } from '../ports/profile-store.ts';
import { ProfileLoader } from './profile-loader.ts';

/** What a commit made of a profile: what subscribers of `profile-changes` hear. */
export type ProfileChange =
  | { type: 'changed'; profileId: string; version: number; profile: ProfileView }
  | { type: 'removed'; profileId: string };

export interface Committed {
  /** Of each event, in order. */
  outcomes: Outcome[];
  changes: ProfileChange[];
}

/** The decision itself failed: no retry helps, and one of the events is to blame. */
export class PoisonError extends Error {
  override readonly name = 'PoisonError';
}

/** Joins events into their profiles in one transaction. @throws PoisonError, or what the store throws. */
export function commitEvents(
  store: ProfileStore,
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
): Promise<Committed> {
  const keys = events.flatMap((event) => {
    const identifiers = identifiersOf(event, rules.identity);
    return identifiers === undefined ? [] : [identifiers.primary, ...identifiers.others];
  });
  return store.transact(async (reader) => {
    const loader = new ProfileLoader(reader);
    let missing: readonly string[] = keys;
    for (;;) {
      const loaded = await loader.load(missing);
      const profiles = loaded.map(toProfile);
      const owners = ownersOf(profiles);
      const merged = decide(profiles, events, rules);
      if (merged.kind === 'merged') return toWrites(merged, owners, rules);
      missing = merged.missing;
    }
  });
}

const toProfile = ({ profileId, core, version }: StoredProfile): Profile => ({
  profileId,
  core: decodeCore(core),
  version,
});

function decide(
  profiles: readonly Profile[],
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
): ReturnType<typeof mergeEvents> {
  try {
    return mergeEvents(profiles, events, rules);
  } catch (error) {
    throw new PoisonError('An event could not be merged', { cause: error });
  }
}

function toWrites(
  { changed, removed, outcomes }: Merged,
  owners: ReturnType<typeof ownersOf>,
  { traits }: ProfileRules,
): { writes: ProfileWrites; result: Committed } {
  const identities = identityChanges(owners, changed);
  const putProfiles = changed.map((profile) => ({
    profileId: profile.profileId,
    view: profileView(profile, traits),
    core: encodeCore(profile.core),
    version: profile.version + 1,
  }));
  const deleteProfiles = removed.map(({ profileId }) => profileId);
  const changes: ProfileChange[] = [
    ...putProfiles.map(({ profileId, version, view }): ProfileChange => {
      return { type: 'changed', profileId, version, profile: view };
    }),
    ...deleteProfiles.map((profileId): ProfileChange => ({ type: 'removed', profileId })),
  ];
  return {
    writes: {
      putProfiles,
      deleteProfiles,
      putIdentities: identities.point.map(({ id, key, profileId }) => {
        return { id, ...parseIdentifierKey(key), profileId };
      }),
      deleteIdentities: identities.remove,
    },
    result: { outcomes, changes },
  };
}
