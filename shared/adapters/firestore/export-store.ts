import type { CollectionReference, Firestore } from '@google-cloud/firestore';
import type { ExportProgress, ExportStore } from '../../ports/export-store.ts';
import { connectFirestore, type FirestoreOptions } from './connect.ts';
import { transact } from './transact.ts';

/** Keeps the progress of exports in Firestore: `exports/{target}`, as text, for nobody asks for its parts. */
export class FirestoreExportStore implements ExportStore {
  readonly #firestore: Firestore;
  readonly #exports: CollectionReference;

  constructor(options: FirestoreOptions = {}) {
    this.#firestore = connectFirestore(options);
    this.#exports = this.#firestore.collection('exports');
  }

  async progress(target: string): Promise<ExportProgress | undefined> {
    return progressOf((await this.#exports.doc(target).get()).get('progress'));
  }

  update(
    target: string,
    decide: (progress: ExportProgress) => ExportProgress,
  ): Promise<ExportProgress> {
    const document = this.#exports.doc(target);
    return transact(this.#firestore, async (transaction) => {
      const before = progressOf((await transaction.get(document)).get('progress')) ?? { target };
      const next = decide(before);
      if (next !== before) transaction.set(document, { progress: JSON.stringify(next) });
      return next;
    });
  }

  async close(): Promise<void> {
    await this.#firestore.terminate();
  }
}

const progressOf = (text: unknown): ExportProgress | undefined =>
  typeof text === 'string' ? (JSON.parse(text) as ExportProgress) : undefined;
