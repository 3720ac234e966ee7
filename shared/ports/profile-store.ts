import type { ProfileView } from '../domain/profile/view.ts';

/** `profiles/{profileId}`: the view as plain fields that anybody reads, and the evidence it follows from. */
export interface StoredProfile {
  profileId: string;
  view: ProfileView;
  /** The encoded evidence (`shared/domain/profile/core-codec.ts`). */
  core: Uint8Array;
  /** Grows with every write, and never comes back for the same id: of a profile made anew, it is beyond those of the profiles it came from. */
  version: number;
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

/** Keeps profiles. */
export interface ProfileStore extends ProfileReader {
  /**
   * Serialisable: the writes are committed only if nothing that was read has changed since. `work` reads, decides and
   * returns; it has no other effect, for on contention it runs again.
   * @throws ContentionError when it keeps losing; a retry may help.
   */
  transact<T>(
    work: (reader: ProfileReader) => Promise<{ writes: ProfileWrites; result: T }>,
  ): Promise<T>;
  /** All profiles by ascending id, streamed; `after` continues behind an id. */
  scan(options?: { after?: string }): AsyncIterable<StoredProfile>;
  close(): Promise<void>;
}

/** A transaction lost against others too often. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';
}
