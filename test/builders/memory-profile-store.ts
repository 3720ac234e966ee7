import {
  ContentionError,
  type ProfileReader,
  type ProfileStore,
  type StoredIdentity,
  type StoredProfile,
} from '../../shared/ports/profile-store.ts';

export interface InspectableProfileStore extends ProfileStore {
  /** Copies of all documents, by ascending id. */
  documents(): { profiles: StoredProfile[]; identities: StoredIdentity[] };
}

const attempts = 10;

/** Profiles in two maps, with optimistic transactions. What goes in and out is copied, as a database would. */
export function memoryProfileStore(): InspectableProfileStore {
  const profiles = new Map<string, StoredProfile>();
  const identities = new Map<string, StoredIdentity>();
  const reader: ProfileReader = {
    profiles: async (ids) => ids.map((id) => structuredClone(profiles.get(id))),
    identities: async (ids) => ids.map((id) => structuredClone(identities.get(id))),
  };
  return {
    ...reader,
    async transact(work) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const versions = new Map<string, number | undefined>();
        const pointers = new Map<string, string | undefined>();
        const { writes, result } = await work({
          profiles: (ids) => {
            for (const id of ids) versions.set(id, profiles.get(id)?.version);
            return reader.profiles(ids);
          },
          identities: (ids) => {
            for (const id of ids) pointers.set(id, identities.get(id)?.profileId);
            return reader.identities(ids);
          },
        });
        const overtaken =
          [...versions].some(([id, version]) => profiles.get(id)?.version !== version) ||
          [...pointers].some(([id, profileId]) => identities.get(id)?.profileId !== profileId);
        if (overtaken) continue;
        for (const profile of writes.putProfiles) {
          profiles.set(profile.profileId, structuredClone(profile));
        }
        for (const id of writes.deleteProfiles) profiles.delete(id);
        for (const identity of writes.putIdentities) identities.set(identity.id, { ...identity });
        for (const id of writes.deleteIdentities) identities.delete(id);
        return result;
      }
      throw new ContentionError(`A transaction was overtaken ${attempts} times: try again.`);
    },
    async *scan({ after } = {}) {
      for (const id of [...profiles.keys()].sort()) {
        const profile = profiles.get(id);
        if (profile !== undefined && (after === undefined || id > after)) {
          yield structuredClone(profile);
        }
      }
    },
    documents: () => ({ profiles: sorted(profiles), identities: sorted(identities) }),
    close: async () => {},
  };
}

const sorted = <Document>(documents: ReadonlyMap<string, Document>): Document[] =>
  [...documents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, document]) => structuredClone(document));
