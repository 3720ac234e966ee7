import type {
  ProfileReader,
  ProfileStore,
  ProfileWrites,
  StoredIdentity,
  StoredProfile,
} from '../../ports/profile-store.ts';
import { ContentionError } from '../../ports/profile-store.ts';
import type { Environment } from './environment.ts';

const attempts = 10;
const pageSize = 500;

/** Keeps profiles in LMDB. Transactions are optimistic: what was read is compared again in the write transaction. */
export function embeddedProfileStore({ root, profiles, identities }: Environment): ProfileStore {
  const reader: ProfileReader = {
    profiles: async (ids) => ids.map((id) => profiles.get(id)),
    identities: async (ids) => ids.map((id) => identities.get(id)),
  };

  /** Writes if nothing that was read has changed since; `false` where something has. */
  async function commit(reads: Reads, writes: ProfileWrites): Promise<boolean> {
    return root.transaction(() => {
      for (const [id, version] of reads.profiles) {
        if (profiles.get(id)?.version !== version) return false;
      }
      for (const [id, profileId] of reads.identities) {
        if (identities.get(id)?.profileId !== profileId) return false;
      }
      for (const profile of writes.putProfiles) profiles.put(profile.profileId, profile);
      for (const id of writes.deleteProfiles) profiles.remove(id);
      for (const identity of writes.putIdentities) identities.put(identity.id, identity);
      for (const id of writes.deleteIdentities) identities.remove(id);
      return true;
    });
  }

  return {
    ...reader,
    async transact(work) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const reads = new Reads(reader);
        const { writes, result } = await work(reads.reader);
        if (await commit(reads, writes)) return result;
      }
      throw new ContentionError(`A transaction was overtaken ${attempts} times: try again.`);
    },
    async *scan({ after } = {}) {
      let last = after;
      for (;;) {
        const range = last === undefined ? {} : { start: last, exclusiveStart: true };
        const page = [...profiles.getRange({ ...range, limit: pageSize })];
        for (const { value } of page) yield value;
        last = page.at(-1)?.key;
        if (page.length < pageSize) return;
      }
    },
    // The environment is the platform's, which closes it.
    close: async () => {},
  };
}

/** Remembers what a transaction read, and in which version. */
class Reads {
  readonly profiles = new Map<string, number | undefined>();
  readonly identities = new Map<string, string | undefined>();
  readonly reader: ProfileReader;

  constructor(reader: ProfileReader) {
    this.reader = {
      profiles: async (ids) => this.#noteProfiles(ids, await reader.profiles(ids)),
      identities: async (ids) => this.#noteIdentities(ids, await reader.identities(ids)),
    };
  }

  #noteProfiles(ids: readonly string[], found: (StoredProfile | undefined)[]) {
    for (const [index, id] of ids.entries()) this.profiles.set(id, found[index]?.version);
    return found;
  }

  #noteIdentities(ids: readonly string[], found: (StoredIdentity | undefined)[]) {
    for (const [index, id] of ids.entries()) this.identities.set(id, found[index]?.profileId);
    return found;
  }
}
