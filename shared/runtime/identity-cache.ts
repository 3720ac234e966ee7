import { type IdentifierKey, identifierKey } from '../domain/identity/identifier.ts';
import type { ProfileView } from '../domain/profile/view.ts';
import type { ProfileStore } from '../ports/profile-store.ts';

/** How many identifiers an instance remembers: some megabytes. */
const capacity = 50_000;

/**
 * Which profile held an identifier when this instance last committed it. Only a hint, for other instances commit too: whoever follows it looks
 * in the profile, in the transaction, whether the identifier is still there. A right hint saves all other reads, a wrong one costs one.
 */
export class IdentityCache {
  /** Least recently used first. */
  readonly #profileIds = new Map<IdentifierKey, string>();

  get(key: IdentifierKey): string | undefined {
    const profileId = this.#profileIds.get(key);
    if (profileId !== undefined) this.#put(key, profileId);
    return profileId;
  }

  /** Remembers where the identifiers of a committed profile are. */
  remember({ profileId, identifiers }: ProfileView): void {
    for (const [kind, values] of Object.entries(identifiers)) {
      for (const value of values) this.#put(identifierKey({ kind, value }), profileId);
    }
    for (const oldest of this.#profileIds.keys()) {
      if (this.#profileIds.size <= capacity) break;
      this.#profileIds.delete(oldest);
    }
  }

  #put(key: IdentifierKey, profileId: string): void {
    this.#profileIds.delete(key);
    this.#profileIds.set(key, profileId);
  }
}

const caches = new WeakMap<ProfileStore, IdentityCache>();

/** The cache beside a store, one for all who use that store. */
export function identityCacheOf(store: ProfileStore): IdentityCache {
  const cache = caches.get(store) ?? new IdentityCache();
  caches.set(store, cache);
  return cache;
}
