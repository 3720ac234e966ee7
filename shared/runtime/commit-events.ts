import type { CanonicalEvent, Outcome } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import { parseIdentifierKey } from '../domain/identity/identifier.ts';
import { decodeCore, encodeCore } from '../domain/profile/core-codec.ts';
import { identityChanges, type Owners, ownersOf } from '../domain/profile/identity-changes.ts';
import {
  type Incomplete,
  type Merged,
  mergeEvents,
  type ProfileRules,
} from '../domain/profile/merge-events.ts';
import type { Profile } from '../domain/profile/profile.ts';
import { profileView } from '../domain/profile/profile-view.ts';
import type { ProfileView } from '../domain/profile/view.ts';
import {
  noWrites,
  type ProfileStore,
  type ProfileWrites,
  type StoredProfile,
} from '../ports/profile-store.ts';
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
export async function commitEvents(
  store: ProfileStore,
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
): Promise<Committed> {
  const keys = events.flatMap((event) => {
    const identifiers = identifiersOf(event, rules.identity);
    return identifiers === undefined ? [] : [identifiers.primary, ...identifiers.others];
  });
  const committed = await store.transact<Committed | PoisonError>(async (reader) => {
    const loader = new ProfileLoader(reader);
    let loaded = await loader.load(keys);
    for (;;) {
      const decision = decide(loaded, events, rules);
      // A failure is committed too, empty: had the reads been overtaken by others, the store would ask again.
      if (decision instanceof PoisonError) return { writes: noWrites, result: decision };
      if (decision.kind === 'decided') return decision;
      const before = loaded.length;
      loaded = await loader.load(decision.missing);
      if (loaded.length === before) return { writes: noWrites, result: leadsNowhere(decision) };
    }
  });
  if (committed instanceof PoisonError) throw committed;
  return committed;
}

const leadsNowhere = ({ missing }: Incomplete) =>
  new PoisonError('An edge leads nowhere', {
    cause: new Error(`No profile holds ${missing.join(', ')}.`),
  });

const toProfile = ({ profileId, core, version }: StoredProfile): Profile => ({
  profileId,
  core: decodeCore(core),
  version,
});

interface Decided {
  kind: 'decided';
  writes: ProfileWrites;
  result: Committed;
}

/** Pure: where it fails, it would fail again. */
function decide(
  loaded: readonly StoredProfile[],
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
): Decided | Incomplete | PoisonError {
  try {
    const profiles = loaded.map(toProfile);
    const owners = ownersOf(profiles);
    const merged = mergeEvents(profiles, events, rules);
    return merged.kind === 'incomplete' ? merged : decided(merged, owners, rules);
  } catch (error) {
    return new PoisonError('An event could not be merged', { cause: error });
  }
}

function decided(
  { changed, removed, outcomes }: Merged,
  owners: Owners,
  { traits }: ProfileRules,
): Decided {
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
    kind: 'decided',
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
