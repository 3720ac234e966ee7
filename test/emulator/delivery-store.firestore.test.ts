import functionsTest from 'firebase-functions-test';
import { afterAll } from 'vitest';
import { FirestoreDeliveryStore } from '../../shared/adapters/firestore/delivery-store.ts';
import { deliveryStoreContract } from '../contracts/delivery-store.contract.ts';
import { onEmulators } from './on-emulators.ts';

onEmulators('delivery store', ({ projectId }) => {
  const { cleanup, firestore } = functionsTest({ projectId });
  afterAll(cleanup);

  deliveryStoreContract('Firestore', async () => {
    await firestore.clearFirestoreData({ projectId });
    const store = new FirestoreDeliveryStore({ projectId });
    return { store, close: () => store.close() };
  });
});
