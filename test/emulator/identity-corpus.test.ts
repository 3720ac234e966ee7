import functionsTest from 'firebase-functions-test';
import { afterAll, beforeAll } from 'vitest';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { describeCorpus } from '../identity-corpus/expect-case.ts';
import { onEmulators } from './on-emulators.ts';

onEmulators('identity corpus', ({ projectId }) => {
  const { cleanup, firestore } = functionsTest({ projectId });
  afterAll(cleanup);

  let store: FirestoreProfileStore;
  beforeAll(() => {
    store = new FirestoreProfileStore({ projectId });
    return () => store.close();
  });

  describeCorpus(async (work) => {
    await firestore.clearFirestoreData({ projectId });
    await work(store);
  }, 1);
});
