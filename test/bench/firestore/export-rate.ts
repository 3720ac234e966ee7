import { FieldPath, type Firestore, type QueryDocumentSnapshot } from '@google-cloud/firestore';
import config from '../../../cdp.config.ts';
import { snapshotRows } from '../../../functions/export/profile-rows.ts';
import { shownFields } from '../../../shared/adapters/firestore/profile-document.ts';
import {
  FirestoreProfileStore,
  pageSizes,
} from '../../../shared/adapters/firestore/profile-store.ts';
import { compileRules } from '../../../shared/runtime/rules.ts';
import type { Figure } from '../figure.ts';
import { type Emulated, projectId } from './emulated.ts';
import { inRequests, newPeople } from './orders.ts';

/** Profiles in a second. @throws where they are not all. */
async function rateOf(profiles: number, read: () => AsyncIterable<unknown>): Promise<number> {
  const startedAt = performance.now();
  let rows = 0;
  for await (const _ of read()) rows += 1;
  if (rows !== profiles) throw new Error(`${rows} of ${profiles} profiles were read.`);
  return rows / ((performance.now() - startedAt) / 1000);
}

/**
 * The same fields of the same documents in the same pages, up to one that is empty, by the client alone: nobody looks into a document. What no scan is faster than that
 * is sure to have read all.
 */
async function* barePages(firestore: Firestore): AsyncGenerator<unknown> {
  const query = firestore
    .collection('profiles')
    .orderBy(FieldPath.documentId())
    .select(...shownFields)
    .limit(pageSizes.shown);
  for (let page = query; ; ) {
    let last: unknown;
    for await (const document of page.stream()) {
      yield document;
      last = document;
    }
    if (last === undefined) return;
    page = query.startAfter(last as QueryDocumentSnapshot);
  }
}

/** The rows of a snapshot, as the function `export` reads them for a part of it, against a bare stream of the same documents; and pages alone against the same. */
export function exportRates(opened: () => Promise<Emulated>, profiles: number): Figure[] {
  const rules = compileRules(config);
  let store: FirestoreProfileStore | undefined;
  const ofTheStore = (): FirestoreProfileStore => {
    if (store === undefined) throw new Error('The export is measured before it is open.');
    return store;
  };
  const common = {
    unit: 'rows/s',
    baselineName: 'a bare query stream',
    async open() {
      const { pipeline } = await opened();
      await pipeline.deliver(inRequests(newPeople(profiles)));
      store = new FirestoreProfileStore({ projectId });
    },
    async baseline() {
      const { firestore } = await opened();
      return rateOf(profiles, () => firestore.collection('profiles').stream());
    },
    async close() {
      await store?.close();
      await (await opened()).clear();
    },
  };
  return [
    {
      ...common,
      name: `Firestore: rows exported of ${profiles} profiles`,
      goal: { atLeast: 0.8 },
      measure: () =>
        rateOf(profiles, () => snapshotRows(ofTheStore().views(), '2026-01-01', rules)),
    },
    {
      ...common,
      name: `Firestore: ${profiles} profiles in the same pages, nothing made of them`,
      async measure() {
        const { firestore } = await opened();
        return rateOf(profiles, () => barePages(firestore));
      },
    },
  ];
}
