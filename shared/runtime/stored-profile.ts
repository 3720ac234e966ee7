import { judgeAudiences } from '../domain/audience/standing.ts';
import { decodeCore, encodeCore } from '../domain/profile/core-codec.ts';
import { documentBytes } from '../domain/profile/document-bytes.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import type { Profile } from '../domain/profile/profile.ts';
import { profileAtTime } from '../domain/profile/profile-view.ts';
import type { StoredProfile } from '../ports/profile-store.ts';

const coreBytesAtMost = 640 * 1024;

/** A document of Firestore has 1 MiB. Some of it is for names, times, and what is told of audiences. */
const documentBytesAtMost = 960 * 1024;

/** A profile would no longer fit into one document. */
export class ProfileFullError extends Error {
  override readonly name = 'ProfileFullError';
}

export const toProfile = ({ profileId, core, version }: StoredProfile): Profile => ({
  profileId,
  core: decodeCore(core),
  version,
});

type JudgedBy = Pick<ProfileRules, 'traits' | 'audiences'>;

/**
 * The next version of a profile's document, as it is at a time. @param before the document as it was, where there was one.
 * @throws ProfileFullError
 */
export const toStored = (
  profile: Profile,
  rules: JudgedBy,
  now: number,
  before: StoredProfile | undefined,
): StoredProfile =>
  fitting({
    profileId: profile.profileId,
    core: encodeCore(profile.core),
    version: profile.version + 1,
    ...shownAt(profile, rules, now, before),
  });

/** What a document shows of its evidence at a time, and until when. */
type Shown = Pick<StoredProfile, 'view' | 'standing' | 'nextDueAt'>;

export function shownAt(
  profile: Profile,
  { traits, audiences }: JudgedBy,
  now: number,
  before: Shown | undefined,
): Shown {
  const { view, nextExit, ...counted } = profileAtTime(profile, traits, now);
  if (audiences.inOrder.length === 0) return { view, ...dueAt(nextExit) };
  const known =
    before?.standing === undefined ? undefined : { view: before.view, standing: before.standing };
  const judged = judgeAudiences(audiences, known, { at: now, view, ...counted });
  if (judged.audiences.length > 0) view.audiences = judged.audiences;
  return { view, standing: judged.standing, ...dueAt(Math.min(nextExit, judged.due)) };
}

/** The last time that ISO 8601 spells with four digits of a year; what is due later is never due. */
const endOfTime = Date.UTC(9999, 11, 31);

const dueAt = (due: number): Pick<StoredProfile, 'nextDueAt'> =>
  due < endOfTime ? { nextDueAt: due } : {};

/** The document of an account: no trait is computed of it, and it belongs to no audience. @throws ProfileFullError */
export const storedAccount = (account: Profile): StoredProfile =>
  fitting({
    profileId: account.profileId,
    view: profileAtTime(account, [], 0).view,
    core: encodeCore(account.core),
    version: account.version + 1,
  });

/** How many bytes a document has in Firestore, at most. */
export const bytesOf = ({ core, view }: StoredProfile): number =>
  core.length + documentBytes({ ...view });

function fitting(stored: StoredProfile): StoredProfile {
  const { profileId, core } = stored;
  const total = bytesOf(stored);
  if (core.length <= coreBytesAtMost && total <= documentBytesAtMost) return stored;
  throw new ProfileFullError(
    `Profile ${profileId} would have ${core.length} bytes of evidence, and ${total} with what readers see of it; ${coreBytesAtMost} and ${documentBytesAtMost} are allowed. What is it that sends so much as one person? Give it no identifier, block the one it has, send less as traits, or lower the limits of the kinds.`,
  );
}
