import type { CollectionReference, Firestore } from '@google-cloud/firestore';
import { documentId } from '../../domain/digest.ts';
import type { LookupRow } from '../../domain/enrichment/lookup-row.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import type { LookupStore } from '../../ports/lookup-store.ts';
import { connectFirestore, type FirestoreOptions } from './connect.ts';
import { decodeFields, encodeFields } from './plain-value.ts';

const pageSize = 1000;

/**
 * Keeps lookup tables in Firestore: a row is the document `lookups/{table}/rows/{id}`, whose id is the hash of the key, as a profile's is
 * that of its identifier, with the fields `key` and `row`. Other programs may write it as well.
 */
export class FirestoreLookupStore implements LookupStore {
  readonly #firestore: Firestore;

  constructor(options: FirestoreOptions = {}) {
    this.#firestore = connectFirestore(options);
  }

  async rows(table: string, keys: readonly string[]): Promise<(JsonObject | undefined)[]> {
    if (keys.length === 0) return [];
    const rows = this.#rows(table);
    const documents = await this.#firestore.getAll(...keys.map((key) => rows.doc(documentId(key))));
    return documents.map((document) => {
      const row: unknown = document.get('row');
      return isJsonObject(row) ? decodeFields(row) : undefined;
    });
  }

  async put(table: string, rows: readonly LookupRow[]): Promise<void> {
    const batch = this.#firestore.batch();
    for (const { key, row } of rows) {
      batch.set(this.#rows(table).doc(documentId(key)), { key, row: encodeFields(row) });
    }
    await batch.commit();
  }

  async remove(table: string, keys: readonly string[]): Promise<void> {
    const batch = this.#firestore.batch();
    for (const key of keys) batch.delete(this.#rows(table).doc(documentId(key)));
    await batch.commit();
  }

  async *keys(table: string): AsyncGenerator<string> {
    const pages = this.#rows(table).select('key').orderBy('__name__').limit(pageSize);
    for (let page = await pages.get(); ; ) {
      for (const document of page.docs) {
        const key: unknown = document.get('key');
        if (typeof key === 'string') yield key;
      }
      const last = page.docs.at(-1);
      if (last === undefined || page.docs.length < pageSize) return;
      page = await pages.startAfter(last).get();
    }
  }

  /** A table has no document of its own: it is there as long as it has rows. */
  async tables(): Promise<{ table: string; rows: number }[]> {
    const tables = await this.#firestore.collection('lookups').listDocuments();
    const counted = await Promise.all(
      tables.map(async ({ id }) => {
        const count = await this.#rows(id).count().get();
        return { table: id, rows: count.data().count };
      }),
    );
    return counted.filter(({ rows }) => rows > 0).sort((a, b) => (a.table < b.table ? -1 : 1));
  }

  async close(): Promise<void> {
    await this.#firestore.terminate();
  }

  #rows(table: string): CollectionReference {
    return this.#firestore.collection(`lookups/${table}/rows`);
  }
}
