import config from '../../../cdp.config.ts';
import { snapshotRows } from '../../../functions/export/profile-rows.ts';
import { FirestoreProfileStore } from '../../../shared/adapters/firestore/profile-store.ts';
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

/** The rows of a snapshot, as the function `export` reads them for a part of it, against a bare stream of the same documents. */
export function exportRate(opened: () => Promise<Emulated>, profiles: number): Figure {
  const rules = compileRules(config);
  let store: FirestoreProfileStore | undefined;
  return {
    name: `Firestore: rows exported of ${profiles} profiles`,
    unit: 'rows/s',
    goal: { atLeast: 0.8 },
    baselineName: 'a bare query stream',
    async open() {
      const { pipeline } = await opened();
      await pipeline.deliver(inRequests(newPeople(profiles)));
      store = new FirestoreProfileStore({ projectId });
    },
    async measure() {
      const from = store;
      if (from === undefined) throw new Error('The export is measured before it is open.');
      return rateOf(profiles, () => snapshotRows(from.views(), '2026-01-01', rules));
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
}
