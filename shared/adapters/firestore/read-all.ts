import type {
  CollectionReference,
  DocumentData,
  DocumentReference,
  DocumentSnapshot,
} from '@google-cloud/firestore';

/** Reads documents, inside of a transaction or outside. */
export type GetAll = (...documents: DocumentReference[]) => Promise<DocumentSnapshot[]>;

/**
 * Reads that are asked for together become one. Within a transaction the client sends one at a time, for the first read begins it: each more
 * would be a round trip more.
 */
export function readTogether(getAll: GetAll): GetAll {
  let asked: Asked[] = [];
  const readAsked = async (): Promise<void> => {
    const reads = asked;
    asked = [];
    try {
      const snapshots = await getAll(...reads.flatMap(({ documents }) => documents));
      let start = 0;
      for (const { documents, resolve } of reads) {
        resolve(snapshots.slice(start, start + documents.length));
        start += documents.length;
      }
    } catch (error) {
      for (const { reject } of reads) reject(error);
    }
  };
  return (...documents) =>
    new Promise((resolve, reject) => {
      asked.push({ documents, resolve, reject });
      if (asked.length === 1) queueMicrotask(readAsked);
    });
}

interface Asked {
  documents: DocumentReference[];
  resolve: (snapshots: DocumentSnapshot[]) => void;
  reject: (error: unknown) => void;
}

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
