import functionsTest from 'firebase-functions-test';
import { afterAll, expect, test } from 'vitest';
import { connectFirestore } from '../../shared/adapters/firestore/connect.ts';
import { FirestoreLookupStore } from '../../shared/adapters/firestore/lookup-store.ts';
import { documentId } from '../../shared/domain/digest.ts';
import { lookupStoreContract } from '../contracts/lookup-store.contract.ts';
import { onEmulators } from './on-emulators.ts';

onEmulators('lookup store', ({ projectId }) => {
  const { cleanup, firestore } = functionsTest({ projectId });
  afterAll(cleanup);

  lookupStoreContract('Firestore', async () => {
    await firestore.clearFirestoreData({ projectId });
    const store = new FirestoreLookupStore({ projectId });
    return { store, close: () => store.close() };
  });

  test('a row that another program wrote is read', async () => {
    const store = new FirestoreLookupStore({ projectId });
    const writer = connectFirestore({ projectId });
    try {
      const row = { name: 'Ice', sizes: { large: 2 } };
      await writer.doc(`lookups/stock/rows/${documentId('sku-1')}`).set({ key: 'sku-1', row });
      expect(await store.rows('stock', ['sku-1'])).toEqual([row]);
    } finally {
      await store.close();
      await writer.terminate();
    }
  });
});
