import {
  ContentionError,
  type ProfileReader,
  type ProfileStore,
  type ProfileWrites,
  type StoredIdentity,
  type StoredProfile,
} from '../../ports/profile-store.ts';

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

  async *scan({ after }: { after?: string } = {}): AsyncGenerator<StoredProfile> {
    for (const id of this.#profiles.ids()) {
      if (after !== undefined && id <= after) continue;
      await this.#tick();
      const profile = this.#profiles.get(id);
      if (profile !== undefined) yield profile;
    }
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

  async *members(audience: string): AsyncGenerator<StoredProfile> {
    for await (const profile of this.scan()) {
      if (profile.view.audiences?.includes(audience)) yield profile;
    }
  }

  /** Everything that is kept, by ascending id. */
  documents(): { profiles: StoredProfile[]; identities: StoredIdentity[] } {
    return { profiles: this.#profiles.all(), identities: this.#identities.all() };
  }

  async close(): Promise<void> {}

  #apply(writes: ProfileWrites): void {
    for (const profile of writes.putProfiles) this.#profiles.put(profile.profileId, profile);
    for (const identity of writes.putIdentities) this.#identities.put(identity.id, identity);
    for (const account of writes.putAccounts ?? []) this.#accounts.put(account.profileId, account);
    for (const id of writes.deleteProfiles) this.#profiles.delete(id);
    for (const id of writes.deleteIdentities) this.#identities.delete(id);
  }
}

/** Documents as copies, so that they share nothing with what callers put in or get out. */
class Collection<Document> {
  readonly #documents = new Map<string, Document>();
  /** How often each id was written; a deletion counts, so that a document made anew is not taken for the one before. */
  readonly #revisions = new Map<string, number>();

  get(id: string): Document | undefined {
    return copyOf(this.#documents.get(id));
  }

  put(id: string, document: Document): void {
    this.#documents.set(id, copyOf(document));
    this.#revisions.set(id, this.revision(id) + 1);
  }

  delete(id: string): void {
    this.#documents.delete(id);
    this.#revisions.set(id, this.revision(id) + 1);
  }

  revision(id: string): number {
    return this.#revisions.get(id) ?? 0;
  }

  ids(): string[] {
    return [...this.#documents.keys()].sort();
  }

  all(): Document[] {
    return this.ids().flatMap((id) => this.get(id) ?? []);
  }
}

/** A copy of plain data: several times faster than `structuredClone`, and a store that costs nothing shows what the rest costs. */
function copyOf<Value>(value: Value): Value;
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    // Assigned, it would be the copy's prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { ...plain, value: copyOf(member) });
    else copy[key] = copyOf(member);
  }
  return copy;
}

const plain = { enumerable: true, configurable: true, writable: true };

/** What a transaction has read, and in which revision. */
class Reads {
  readonly #seen: { collection: Collection<unknown>; id: string; revision: number }[] = [];

  of<Document>(collection: Collection<Document>, id: string): Document | undefined {
    this.#seen.push({ collection, id, revision: collection.revision(id) });
    return collection.get(id);
  }

  /** @throws Overtaken where any of it has changed since. */
  check(): void {
    for (const { collection, id, revision } of this.#seen) {
      if (collection.revision(id) !== revision) throw new Overtaken();
    }
  }
}

/** A transaction has to run again. Not for its work to catch. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
