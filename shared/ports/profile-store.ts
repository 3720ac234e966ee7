import type { Standing } from '../domain/audience/standing.ts';
import type { RecordedTransition } from '../domain/audience/transition.ts';
import type { ProfileView } from '../domain/profile/view.ts';

/** `profiles/{profileId}`: the view as plain fields that anybody reads, and the evidence it follows from. */
export interface StoredProfile {
  profileId: string;
  view: ProfileView;
  /** The encoded evidence (`shared/domain/profile/core-codec.ts`). */
  core: Uint8Array;
  /** Grows with every write, and never comes back for the same id: of a profile made anew, it is beyond those of the profiles it came from. */
  version: number;
  /** When time alone changes the view next, milliseconds since 1970; absent where it never does. */
  nextDueAt?: number;
  /** How the profile stands with the audiences; absent where there are none. */
  standing?: Standing;
  /** What the latest writes had to tell; absent where that is nothing. */
  effects?: Effects;
}

/** What readers see of a profile, without the evidence, which is most of its bytes. */
export type ShownProfile = Pick<StoredProfile, 'profileId' | 'view' | 'version'>;

/** A member of an audience, and since when. */
export type Member = ShownProfile & Pick<StoredProfile, 'standing'>;

/** What writes of a profile had to tell beside the profile itself: written with it, so that it is told again where that was interrupted. */
export interface Effects {
  /** The latest, oldest first. */
  transitions: RecordedTransition[];
  /** The latest profiles that went into this one, oldest first. */
  removed: { profileId: string; version: number }[];
  /** Set where nobody comes again to tell them, until they are told. */
  untold?: true;
}

/** `identities/{id}`: the way to a profile from an identifier that is not its anchor. Its id is the identifier's document id. */
export interface StoredIdentity {
  id: string;
  kind: string;
  value: string;
  profileId: string;
}

/** The reads of a transaction, or outside of one. Results are in the order asked for. */
export interface ProfileReader {
  profiles(ids: readonly string[]): Promise<(StoredProfile | undefined)[]>;
  identities(ids: readonly string[]): Promise<(StoredIdentity | undefined)[]>;
  /** `accounts/{id}`: in the shape of a profile whose one identifier is the `group_id`. */
  accounts(ids: readonly string[]): Promise<(StoredProfile | undefined)[]>;
}

/** What a transaction writes: all of it, or nothing. */
export interface ProfileWrites {
  putProfiles: readonly StoredProfile[];
  deleteProfiles: readonly string[];
  putIdentities: readonly StoredIdentity[];
  deleteIdentities: readonly string[];
  putAccounts?: readonly StoredProfile[];
}

export const noWrites: ProfileWrites = {
  putProfiles: [],
  deleteProfiles: [],
  putIdentities: [],
  deleteIdentities: [],
};

/** Which profiles to scan. */
export interface ScanOptions {
  /** Continues behind an id; not of changes. */
  after?: string;
  /** Only those whose ids begin so: one or two hex digits. */
  prefix?: string;
  /** Only those that have changed behind a position. */
  since?: number;
}

/** Keeps profiles. */
export interface ProfileStore extends ProfileReader {
  /**
   * Serialisable: the writes are committed only if nothing that was read has changed since. `work` reads, decides and
   * returns; it has no other effect, for on contention it runs again.
   * @throws ContentionError when it keeps losing; a retry may help. UnstorableError where the writes are to blame; none will.
   */
  transact<T>(
    work: (reader: ProfileReader) => Promise<{ writes: ProfileWrites; result: T }>,
  ): Promise<T>;
  /** Profiles, streamed: all of them by ascending id, or those that have changed behind a position, in no order. */
  scan(options?: ScanOptions): AsyncIterable<StoredProfile>;
  /** The same profiles, for those who do not ask for the evidence. */
  views(options?: ScanOptions): AsyncIterable<ShownProfile>;
  /** A position: whatever is committed from now on is a change behind it. What was committed shortly before may be as well. */
  position(): Promise<number>;
  /** The ids of profiles that are due at a time (`nextDueAt`) or earlier, the earliest first. */
  due(until: number, limit: number): Promise<string[]>;
  /** The members of an audience, streamed by ascending id; only those whose ids begin so, where that is given. */
  members(audience: string, prefix?: string): AsyncIterable<Member>;
  close(): Promise<void>;
}

/** A transaction lost against others too often. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';
}

/** The store refuses what is to be written, and would again. */
export class UnstorableError extends Error {
  override readonly name = 'UnstorableError';
}
