import type {
  ProfileReader,
  ProfileStore,
  ProfileWrites,
  ScanOptions,
  StoredProfile,
} from '../../ports/profile-store.ts';
import { ContentionError } from '../../ports/profile-store.ts';
import type { Environment } from './environment.ts';

const attempts = 10;
const slot = 'writes';
const pageSize = 500;

/**
 * Keeps profiles in LMDB. Transactions are optimistic: what was read is compared with what is there now, at every further read and in the
 * write transaction, so that no transaction sees one half of another.
 */
export function embeddedProfileStore(environment: Environment): ProfileStore {
  const { root, profiles, identities, accounts, sequence, due, dueOf, changes } = environment;
  const reader: ProfileReader = {
    profiles: async (ids) => ids.map((id) => profiles.get(id)),
    identities: async (ids) => ids.map((id) => identities.get(id)),
    accounts: async (ids) => ids.map((id) => accounts.get(id)),
  };

  /** Keeps the order of what is due in step with a profile. */
  const schedule = (profileId: string, nextDueAt: number | undefined): void => {
    const known = dueOf.get(profileId);
    if (known === nextDueAt) return;
    if (known !== undefined) due.remove([known, profileId]);
    if (nextDueAt === undefined) dueOf.remove(profileId);
    else {
      due.put([nextDueAt, profileId], true);
      dueOf.put(profileId, nextDueAt);
    }
  };

  /** Keeps the order of changes in step with a profile. */
  const moveOn = (profileId: string, reads: Reads, write: number | undefined): void => {
    const before = reads.versionOf(profileId);
    if (before !== undefined) changes.remove([before, profileId]);
    if (write !== undefined) changes.put([write, profileId], true);
  };

  /** Writes if nothing that was read has changed since; `false` where something has. */
  const commit = (reads: Reads, writes: ProfileWrites): Promise<boolean> =>
    root.transaction(() => {
      if (!reads.areCurrent()) return false;
      const write = (sequence.get(slot) ?? 0) + 1;
      sequence.put(slot, write);
      for (const profile of writes.putProfiles) {
        moveOn(profile.profileId, reads, write);
        profiles.put(profile.profileId, profile, write);
        schedule(profile.profileId, profile.nextDueAt);
      }
      for (const account of writes.putAccounts ?? []) {
        accounts.put(account.profileId, account, write);
      }
      for (const id of writes.deleteProfiles) {
        moveOn(id, reads, undefined);
        profiles.remove(id);
        schedule(id, undefined);
      }
      for (const identity of writes.putIdentities) identities.put(identity.id, identity);
      for (const id of writes.deleteIdentities) identities.remove(id);
      return true;
    });

  async function* scan(options: ScanOptions = {}): AsyncGenerator<StoredProfile> {
    const { after, prefix = '', since } = options;
    if (since !== undefined) {
      yield* changed(since, prefix);
      return;
    }
    let last = after;
    const within = prefix === '' ? {} : { start: prefix, end: `${prefix}\uffff` };
    for (;;) {
      const behind = last === undefined ? {} : { start: last, exclusiveStart: true };
      const page = [...profiles.getRange({ ...within, ...behind, limit: pageSize })];
      for (const { value } of page) yield value;
      last = page.at(-1)?.key;
      if (page.length < pageSize) return;
    }
  }

  async function* changed(since: number, prefix: string): AsyncGenerator<StoredProfile> {
    let start: [number, string] = [since + 1, ''];
    for (;;) {
      const page = [...changes.getRange({ start, limit: pageSize })];
      for (const { key } of page) {
        const [write, id] = key;
        if (!id.startsWith(prefix)) continue;
        const entry = profiles.getEntry(id);
        // What has changed again meanwhile comes again behind.
        if (entry?.version === write) yield entry.value;
      }
      const last = page.at(-1)?.key;
      if (last === undefined || page.length < pageSize) return;
      start = [last[0], `${last[1]}0`];
    }
  }

  return {
    ...reader,
    scan,
    // A document is read whole.
    views: scan,
    position: async () => sequence.get(slot) ?? 0,
    async transact(work) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const reads = new Reads(environment);
        try {
          const { writes, result } = await work(reads.reader);
          if (await commit(reads, writes)) return result;
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error;
        }
      }
      throw new ContentionError(`A transaction was overtaken ${attempts} times: try again.`);
    },
    async due(until, limit) {
      const range = due.getRange({ end: [until + 1], limit });
      return [...range].map(({ key: [, profileId] }) => profileId);
    },
    async *members(audience, prefix = '') {
      for await (const profile of scan({ prefix })) {
        if (profile.view.audiences?.includes(audience)) yield profile;
      }
    },
    // The environment is the platform's, which closes it.
    close: async () => {},
  };
}

/** The reads of a transaction, and in which state each document was found. */
class Reads {
  /** Entry versions by document id. */
  readonly #profiles = new Map<string, number | undefined>();
  readonly #accounts = new Map<string, number | undefined>();
  /** Profile ids by document id. */
  readonly #identities = new Map<string, string | undefined>();
  readonly #environment: Environment;
  readonly reader: ProfileReader;

  constructor(environment: Environment) {
    this.#environment = environment;
    const versioned =
      (database: Environment['profiles'], noted: Map<string, number | undefined>) =>
      async (ids: readonly string[]) => {
        if (!this.areCurrent()) throw new Overtaken();
        return ids.map((id) => {
          const entry = database.getEntry(id);
          noted.set(id, entry?.version);
          return entry?.value;
        });
      };
    this.reader = {
      profiles: versioned(environment.profiles, this.#profiles),
      accounts: versioned(environment.accounts, this.#accounts),
      identities: async (ids) => {
        if (!this.areCurrent()) throw new Overtaken();
        return ids.map((id) => {
          const identity = environment.identities.get(id);
          this.#identities.set(id, identity?.profileId);
          return identity;
        });
      },
    };
  }

  /** The entry version of a profile, which is as it was read. */
  versionOf(profileId: string): number | undefined {
    return this.#profiles.has(profileId)
      ? this.#profiles.get(profileId)
      : this.#environment.profiles.getEntry(profileId)?.version;
  }

  /** Whether everything that was read is still as it was. */
  areCurrent(): boolean {
    const { profiles, accounts, identities } = this.#environment;
    for (const [id, version] of this.#profiles) if (!isAt(profiles, id, version)) return false;
    for (const [id, version] of this.#accounts) if (!isAt(accounts, id, version)) return false;
    for (const [id, profileId] of this.#identities) {
      if (identities.get(id)?.profileId !== profileId) return false;
    }
    return true;
  }
}

/** Whether a document still has the entry version that was read, or is still missing; without a look at what it says. */
const isAt = (
  documents: Environment['profiles'],
  id: string,
  version: number | undefined,
): boolean => (version === undefined ? !documents.doesExist(id) : documents.doesExist(id, version));

/** A transaction has to run again. Not for its work to catch. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
