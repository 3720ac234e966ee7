import type {
  CollectionReference,
  DocumentData,
  DocumentReference,
  DocumentSnapshot,
} from '@google-cloud/firestore';

/** Reads documents, inside of a transaction or outside. */
export type GetAll = (...documents: DocumentReference[]) => Promise<DocumentSnapshot[]>;

/** One round trip, whatever the number of documents. */
export async function readAll<T>(
  getAll: GetAll,
  collection: CollectionReference,
  ids: readonly string[],
  decode: (id: string, document: DocumentData) => T,
): Promise<(T | undefined)[]> {
  if (ids.length === 0) return [];
  const snapshots = await getAll(...ids.map((id) => collection.doc(id)));
  return snapshots.map((snapshot) => {
    const document = snapshot.data();
    return document === undefined ? undefined : decode(snapshot.id, document);
  });
}
