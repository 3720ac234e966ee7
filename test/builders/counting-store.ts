import type { ProfileStore } from '../../shared/ports/profile-store.ts';

/** Documents that a transaction read and wrote: what Firestore bills. */
export interface Operations {
  reads: number;
  writes: number;
  deletes: number;
}

/** Tells what each attempt of a transaction costs. */
export const countingStore = (
  store: ProfileStore,
  tell: (operations: Operations) => void,
): ProfileStore => ({
  profiles: (ids) => store.profiles(ids),
  identities: (ids) => store.identities(ids),
  accounts: (ids) => store.accounts(ids),
  position: () => store.position(),
  scan: (options) => store.scan(options),
  views: (options) => store.views(options),
  due: (until, limit) => store.due(until, limit),
  members: (audience, prefix) => store.members(audience, prefix),
  close: () => store.close(),
  transact: (work) =>
    store.transact(async (reader) => {
      let reads = 0;
      const counted =
        <Document>(read: (ids: readonly string[]) => Promise<Document>) =>
        (ids: readonly string[]) => {
          reads += ids.length;
          return read(ids);
        };
      const decided = await work({
        profiles: counted((ids) => reader.profiles(ids)),
        identities: counted((ids) => reader.identities(ids)),
        accounts: counted((ids) => reader.accounts(ids)),
      });
      const { putProfiles, putIdentities, putAccounts = [] } = decided.writes;
      const { deleteProfiles, deleteIdentities } = decided.writes;
      tell({
        reads,
        writes: putProfiles.length + putIdentities.length + putAccounts.length,
        deletes: deleteProfiles.length + deleteIdentities.length,
      });
      return decided;
    }),
});
