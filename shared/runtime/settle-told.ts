import type { ProfileRules } from '../domain/profile/merge-events.ts';
import { noWrites, type ProfileStore, type StoredProfile } from '../ports/profile-store.ts';
import { advanceProfile } from './advance-profile.ts';

/**
 * Takes the mark off those whose effects have been told, in one transaction, unless somebody has written them since: who does, tells.
 * @param versions of the profiles as they were marked, by id.
 * @param at milliseconds since 1970.
 */
export async function settleTold(
  store: ProfileStore,
  versions: ReadonlyMap<string, number>,
  rules: ProfileRules,
  at: number,
): Promise<void> {
  if (versions.size === 0) return;
  await store.transact(async (reader) => {
    const found = await reader.profiles([...versions.keys()]);
    const putProfiles = found.flatMap((profile): StoredProfile[] => {
      if (profile?.effects?.untold === undefined) return [];
      if (profile.version !== versions.get(profile.profileId)) return [];
      const { untold: _, ...effects } = profile.effects;
      return [{ ...advanceProfile(profile, rules, at).profile, effects }];
    });
    return { writes: { ...noWrites, putProfiles }, result: undefined };
  });
}
