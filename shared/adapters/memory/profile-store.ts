import {
  ContentionError,
  type ProfileReader,
  type ProfileStore,
  type ProfileWrites,
  type ScanOptions,
  type StoredIdentity,
  type StoredProfile,
} from '../../ports/profile-store.ts';
import { Collection, Overtaken, Reads } from './collection.ts';

/** Awaited before every read and every commit: a test's scheduler decides here who goes on. */
type Tick = () => Promise<void>;

const attempts = 100;

/**
 * Keeps profiles in memory, with optimistic transactions. A transaction that has read what others changed since is run again, at its next read
 * at the latest, so its work never sees one half of another's.
 */
export class MemoryProfileStore implements ProfileStore {
  readonly #profiles = new Collection<StoredProfile>();
  readonly #identities = new Collection<StoredIdentity>();
  readonly #accounts = new Collection<StoredProfile>();
  /** The commit that changed a profile last. */
  readonly #changes = new Map<string, number>();
  #commits = 0;
  readonly #tick: Tick;

  constructor({ tick = () => Promise.resolve() }: { tick?: Tick } = {}) {
    this.#tick = tick;
  }

  async profiles(ids: readonly string[]): Promise<(StoredProfile | undefined)[]> {
    await this.#tick();
    return ids.map((id) => this.#profiles.get(id));
  }

  async identities(ids: readonly string[]): Promise<(StoredIdentity | undefined)[]> {
    await this.#tick();
    return ids.map((id) => this.#identities.get(id));
  }

  async accounts(ids: readonly string[]): Promise<(StoredProfile | undefined)[]> {
    await this.#tick();
    return ids.map((id) => this.#accounts.get(id));
  }

  async transact<T>(
    work: (reader: ProfileReader) => Promise<{ writes: ProfileWrites; result: T }>,
  ): Promise<T> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const reads = new Reads();
      const read = async <D>(collection: Collection<D>, ids: readonly string[]) => {
        await this.#tick();
        reads.check();
        return ids.map((id) => reads.of(collection, id));
      };
      try {
        const { writes, result } = await work({
          profiles: (ids) => read(this.#profiles, ids),
          identities: (ids) => read(this.#identities, ids),
          accounts: (ids) => read(this.#accounts, ids),
        });
        await this.#tick();
        reads.check();
        this.#apply(writes);
        return result;
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    }
    throw new ContentionError(`A transaction was overtaken ${attempts} times: try again.`);
  }

  async position(): Promise<number> {
    return this.#commits;
  }

  async *scan({ after, prefix = '', since }: ScanOptions = {}): AsyncGenerator<StoredProfile> {
    for (const id of this.#profiles.ids()) {
      if ((after !== undefined && id <= after) || !id.startsWith(prefix)) continue;
      if (since !== undefined && (this.#changes.get(id) ?? 0) <= since) continue;
      await this.#tick();
      const profile = this.#profiles.get(id);
      if (profile !== undefined) yield profile;
    }
  }

  views(options?: ScanOptions): AsyncGenerator<StoredProfile> {
    return this.scan(options);
  }

  async due(until: number, limit: number): Promise<string[]> {
    await this.#tick();
    return this.#profiles
      .all()
      .flatMap(({ profileId, nextDueAt }) =>
        nextDueAt !== undefined && nextDueAt <= until ? [{ profileId, nextDueAt }] : [],
      )
      .sort((a, b) => a.nextDueAt - b.nextDueAt)
      .slice(0, limit)
      .map(({ profileId }) => profileId);
  }

  async *members(audience: string, prefix = ''): AsyncGenerator<StoredProfile> {
    for await (const profile of this.scan({ prefix })) {
      if (profile.view.audiences?.includes(audience)) yield profile;
    }
  }

  /** Everything that is kept, by ascending id. */
  documents(): { profiles: StoredProfile[]; identities: StoredIdentity[] } {
    return { profiles: this.#profiles.all(), identities: this.#identities.all() };
  }

  async close(): Promise<void> {}

  #apply(writes: ProfileWrites): void {
    this.#commits += 1;
    for (const profile of writes.putProfiles) {
      this.#profiles.put(profile.profileId, profile);
      this.#changes.set(profile.profileId, this.#commits);
    }
    for (const identity of writes.putIdentities) this.#identities.put(identity.id, identity);
    for (const account of writes.putAccounts ?? []) this.#accounts.put(account.profileId, account);
    for (const id of writes.deleteProfiles) this.#profiles.delete(id);
    for (const id of writes.deleteIdentities) this.#identities.delete(id);
  }
}
