import { documentId } from '../domain/digest.ts';
import { type IdentifierKey, identifierKey } from '../domain/identity/identifier.ts';
import { decodeCore } from '../domain/profile/core-codec.ts';
import type { ProfileReader, StoredProfile } from '../ports/profile-store.ts';

/** Loads, within one transaction, the profiles that hold identifiers: each document once. */
export class ProfileLoader {
  readonly #reader: ProfileReader;
  readonly #profiles = new Map<string, StoredProfile>();
  readonly #asked = new Set<IdentifierKey>();

  constructor(reader: ProfileReader) {
    this.#reader = reader;
  }

  /** All profiles loaded so far, those of further identifiers included. An unknown identifier adds none. */
  async load(keys: Iterable<IdentifierKey>): Promise<StoredProfile[]> {
    const ids: string[] = [];
    for (const key of keys) {
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      ids.push(documentId(key));
    }
    const unread = ids.filter((id) => !this.#profiles.has(id));
    const [anchored, identities] = await Promise.all([
      this.#reader.profiles(unread),
      this.#reader.identities(unread),
    ]);
    this.#keep(anchored);
    const pointed = new Set<string>();
    for (const identity of identities) {
      if (identity !== undefined && !this.#profiles.has(identity.profileId)) {
        pointed.add(identity.profileId);
      }
    }
    if (pointed.size > 0) this.#keep(await this.#reader.profiles([...pointed]));
    return [...this.#profiles.values()];
  }

  #keep(profiles: readonly (StoredProfile | undefined)[]): void {
    for (const profile of profiles) {
      if (profile !== undefined) this.#profiles.set(profile.profileId, profile);
    }
  }
}

/** The profile that holds an identifier, by one read or two, or the account of a `group_id`; `undefined` where there is none. */
export async function findProfile(
  reader: ProfileReader,
  identifier: { kind: string; value: string },
): Promise<StoredProfile | undefined> {
  const key = identifierKey(identifier);
  if (identifier.kind === 'group_id') return (await reader.accounts([documentId(key)]))[0];
  const [profile] = await new ProfileLoader(reader).load([key]);
  return profile !== undefined && Object.hasOwn(decodeCore(profile.core).identifiers, key)
    ? profile
    : undefined;
}
