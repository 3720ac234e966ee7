import { type IdentifierKey, identifierKey } from '../domain/identity/identifier.ts';
import type { ProfileStore, StoredProfile } from '../ports/profile-store.ts';

/** How many identifiers an instance remembers: some megabytes. */
const capacity = 50_000;

/** What an instance knows of a profile that it has committed. */
export interface KnownProfile {
  profileId: string;
  /** Of its evidence, when it was committed. */
  bytes: number;
}

/**
 * Which profile held an identifier when this instance last committed it. Only a hint, for other instances commit too: whoever follows it looks
 * in the profile, in the transaction, whether the identifier is still there. A right hint saves all other reads, a wrong one costs one.
 */
export class IdentityCache {
  /** Least recently used first. */
  readonly #profiles = new Map<IdentifierKey, KnownProfile>();

  get(key: IdentifierKey): KnownProfile | undefined {
    const profile = this.#profiles.get(key);
    if (profile !== undefined) this.#put(key, profile);
    return profile;
  }

  /** Remembers where the identifiers of a committed profile are. */
  remember({ profileId, view, core }: StoredProfile): void {
    const profile = { profileId, bytes: core.length };
    for (const [kind, values] of Object.entries(view.identifiers)) {
      for (const value of values) this.#put(identifierKey({ kind, value }), profile);
    }
    for (const oldest of this.#profiles.keys()) {
      if (this.#profiles.size <= capacity) break;
      this.#profiles.delete(oldest);
    }
  }

  #put(key: IdentifierKey, profile: KnownProfile): void {
    this.#profiles.delete(key);
    this.#profiles.set(key, profile);
  }
}

const caches = new WeakMap<ProfileStore, IdentityCache>();

/** The cache beside a store, one for all who use that store. */
export function identityCacheOf(store: ProfileStore): IdentityCache {
  const cache = caches.get(store) ?? new IdentityCache();
  caches.set(store, cache);
  return cache;
}
