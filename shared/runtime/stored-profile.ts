import { decodeCore, encodeCore } from '../domain/profile/core-codec.ts';
import type { Profile } from '../domain/profile/profile.ts';
import { profileView } from '../domain/profile/profile-view.ts';
import type { Trait } from '../domain/trait/trait.ts';
import type { StoredProfile } from '../ports/profile-store.ts';

/** A document of Firestore has 1 MiB; what the evidence leaves of it is for the view, which says less. */
const coreBytes = 640 * 1024;

/** A profile would no longer fit into one document. */
export class ProfileFullError extends Error {
  override readonly name = 'ProfileFullError';
}

export const toProfile = ({ profileId, core, version }: StoredProfile): Profile => ({
  profileId,
  core: decodeCore(core),
  version,
});

/** The next version of a profile's document. @throws ProfileFullError */
export function toStored(profile: Profile, traits: readonly Trait[]): StoredProfile {
  const { profileId, core, version } = profile;
  const bytes = encodeCore(core);
  if (bytes.length > coreBytes) {
    throw new ProfileFullError(
      `The evidence of profile ${profileId} would have ${bytes.length} bytes; ${coreBytes} are allowed. What is it that sends so much as one person? Give it no identifier, block the one it has, or lower the limits of the kinds.`,
    );
  }
  return { profileId, view: profileView(profile, traits), core: bytes, version: version + 1 };
}
