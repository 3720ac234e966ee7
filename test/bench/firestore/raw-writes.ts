import type { DocumentReference, Firestore } from '@google-cloud/firestore';
import type { Emulated } from './emulated.ts';

export type Opened = () => Promise<Emulated>;

/** A document of the size of a new customer's profile, and where it is. */
type Write = [document: DocumentReference, fields: object];

const core = Buffer.alloc(600, 1);

/** So many documents, in groups. */
function groupsOf(firestore: Firestore, documents: number, size: number): Write[][] {
  const groups: Write[][] = [];
  for (let first = 0; first < documents; first += size) {
    const count = Math.min(size, documents - first);
    groups.push(
      Array.from({ length: count }, (_, nth) => {
        const profileId = `${first + nth}`;
        const view = { profileId, computed: { orders: 1, revenue: 12.5 } };
        return [firestore.doc(`raw/${profileId}`), { ...view, core, version: 1 }];
      }),
    );
  }
  return groups;
}

/** Writes groups, four at once, which is what the emulator does best with. @returns documents a second. */
async function rateOf(
  opened: Opened,
  documents: number,
  size: number,
  write: (firestore: Firestore, group: readonly Write[]) => Promise<unknown>,
): Promise<number> {
  const emulated = await opened();
  const { firestore } = emulated;
  const groups = groupsOf(firestore, documents, size);
  const startedAt = performance.now();
  const work = async () => {
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      await write(firestore, group);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  const seconds = (performance.now() - startedAt) / 1000;
  await emulated.clear();
  return documents / seconds;
}

/** As fast as documents can be written at all: 200 to a batch. @returns documents a second. */
export const rawWrites = (opened: Opened, documents: number): Promise<number> =>
  rateOf(opened, documents, 200, (firestore, group) => {
    const batch = firestore.batch();
    for (const [document, fields] of group) batch.set(document, fields);
    return batch.commit();
  });

/**
 * As fast as they can be written by anybody who must know what was there: fifty people to a transaction, which first reads the profile of each, and the
 * pointer that a new visitor may have, and then writes the profiles. No function is called and nothing is decided. @returns documents a second.
 */
export const bareTransactions = (opened: Opened, documents: number): Promise<number> =>
  rateOf(opened, documents, 50, (firestore, group) =>
    firestore.runTransaction(async (transaction) => {
      await transaction.getAll(
        ...group.flatMap(([document]) => [document, firestore.doc(`pointers/${document.id}`)]),
      );
      for (const [document, fields] of group) transaction.set(document, fields);
    }),
  );
