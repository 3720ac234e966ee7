import type { ProfileView } from '../../domain/profile/view.ts';
import type { ProfileReader } from '../../ports/profile-store.ts';

/** Merges follow each other; a person is found behind as many as that. */
const mostMerges = 10;

/** The profile that holds this person now: the one of the id, or the one that took it over. `undefined` where it was erased. */
export async function currentProfile(
  reader: Pick<ProfileReader, 'profiles' | 'identities'>,
  profileId: string,
): Promise<ProfileView | undefined> {
  let id = profileId;
  for (let merges = 0; merges < mostMerges; merges += 1) {
    const [profile] = await reader.profiles([id]);
    if (profile !== undefined) return profile.view;
    // A profile's id is that of its anchor identifier, which points to the profile that has it now.
    const [pointer] = await reader.identities([id]);
    if (pointer === undefined || pointer.profileId === id) return undefined;
    id = pointer.profileId;
  }
  return undefined;
}
