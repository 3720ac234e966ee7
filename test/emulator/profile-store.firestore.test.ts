import functionsTest from 'firebase-functions-test';
import { afterAll } from 'vitest';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { profileStoreContract } from '../contracts/profile-store.contract.ts';
import { onEmulators } from './on-emulators.ts';

onEmulators('profile store', ({ projectId }) => {
  const { cleanup, firestore } = functionsTest({ projectId });
  afterAll(cleanup);

  profileStoreContract('Firestore', async () => {
    await firestore.clearFirestoreData({ projectId });
    const store = new FirestoreProfileStore({ projectId });
    return { store, close: () => store.close() };
  });
});
