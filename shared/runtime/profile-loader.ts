import { documentId } from '../domain/digest.ts';
import {
  type IdentifierKey,
  identifierKey,
  parseIdentifierKey,
} from '../domain/identity/identifier.ts';
import { decodeCore } from '../domain/profile/core-codec.ts';
import type { ProfileReader, StoredProfile } from '../ports/profile-store.ts';
import type { IdentityCache } from './identity-cache.ts';

/**
 * Loads, within one transaction, the profiles that hold identifiers: each document once. Where the cache knows a profile, and the profile
 * says that it holds the identifier, that is the one read there is: no two profiles hold the same identifier.
 */
export class ProfileLoader {
  readonly #reader: ProfileReader;
  readonly #cache: Pick<IdentityCache, 'get'> | undefined;
  readonly #profiles = new Map<string, StoredProfile>();
  readonly #asked = new Set<IdentifierKey>();

  constructor(reader: ProfileReader, cache?: Pick<IdentityCache, 'get'>) {
    this.#reader = reader;
    this.#cache = cache;
  }

  /** All profiles loaded so far, those of further identifiers included. An unknown identifier adds none. */
  async load(keys: Iterable<IdentifierKey>): Promise<StoredProfile[]> {
    const added = new Set(keys);
    for (const key of this.#asked) added.delete(key);
    for (const key of added) this.#asked.add(key);
    await this.#loadCached(added);
    const unread = [...added].map(documentId).filter((id) => !this.#profiles.has(id));
    if (unread.length > 0) await this.#loadByIds(unread);
    return [...this.#profiles.values()];
  }

  /** Follows the cache, and takes off what was found where it said. */
  async #loadCached(keys: Set<IdentifierKey>): Promise<void> {
    const expected = new Map<string, IdentifierKey[]>();
    for (const key of keys) {
      const profileId = this.#cache?.get(key)?.profileId;
      if (profileId === undefined) continue;
      const others = expected.get(profileId);
      if (others === undefined) expected.set(profileId, [key]);
      else others.push(key);
    }
    const unread = [...expected.keys()].filter((id) => !this.#profiles.has(id));
    const read = unread.length === 0 ? [] : await this.#reader.profiles(unread);
    for (const profile of [...this.#profiles.values(), ...read]) {
      if (profile === undefined) continue;
      const held = (expected.get(profile.profileId) ?? []).filter((key) => holds(profile, key));
      if (held.length > 0) this.#profiles.set(profile.profileId, profile);
      for (const key of held) keys.delete(key);
    }
  }

  async #loadByIds(unread: readonly string[]): Promise<void> {
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
  }

  #keep(profiles: readonly (StoredProfile | undefined)[]): void {
    for (const profile of profiles) {
      if (profile !== undefined) this.#profiles.set(profile.profileId, profile);
    }
  }
}

function holds({ view }: StoredProfile, key: IdentifierKey): boolean {
  const { kind, value } = parseIdentifierKey(key);
  const values = Object.hasOwn(view.identifiers, kind) ? view.identifiers[kind] : undefined;
  return values?.includes(value) ?? false;
}

/** The profile that holds an identifier, by one read or two, or the account of a `group_id`; `undefined` where there is none. */
export async function findProfile(
  reader: ProfileReader,
  identifier: { kind: string; value: string },
): Promise<StoredProfile | undefined> {
  const key = identifierKey(identifier);
  if (identifier.kind === 'group_id') return (await reader.accounts([documentId(key)]))[0];
  const [profile] = await new ProfileLoader(reader).load([key]);
  if (profile === undefined || holds(profile, key)) return profile;
  // The view leaves out what is only presumed.
  return Object.hasOwn(decodeCore(profile.core).identifiers, key) ? profile : undefined;
}
