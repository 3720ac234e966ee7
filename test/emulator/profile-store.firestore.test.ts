import { Timestamp } from '@google-cloud/firestore';
import * as fc from 'fast-check';
import functionsTest from 'firebase-functions-test';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { connectFirestore } from '../../shared/adapters/firestore/connect.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { arbitraryJson } from '../builders/arbitrary-json.ts';
import { profileStoreContract } from '../contracts/profile-store.contract.ts';
import { a, profile, put } from '../contracts/stored-profiles.ts';
import { onEmulators } from './on-emulators.ts';

onEmulators('profile store', ({ projectId }) => {
  const { cleanup, firestore } = functionsTest({ projectId });
  afterAll(cleanup);
  const clear = () => firestore.clearFirestoreData({ projectId });

  profileStoreContract('Firestore', async () => {
    await clear();
    // As many pages as there are documents.
    const store = new FirestoreProfileStore({ projectId, pageSize: 1 });
    return { store, close: () => store.close() };
  });

  describe('in Firestore', () => {
    beforeEach(clear);

    test('anybody reads the plain fields of a profile', async () => {
      const store = new FirestoreProfileStore({ projectId });
      const reader = connectFirestore({ projectId });
      try {
        const view = {
          traits: { name: 'Mei', address: { city: 'Lyon' } },
          computed: { orders: 2 },
        };
        await put(store, profile(a, view));
        const document = await reader.doc(`profiles/${a}`).get();
        expect(document.data()).toMatchObject({
          ...view,
          profileId: a,
          identifiers: { user_id: ['u1'] },
          firstSeenAt: Timestamp.fromDate(new Date('2026-01-02T03:04:05.678Z')),
          version: 1,
        });
        const found = await reader.collection('profiles').where('computed.orders', '>', 1).get();
        expect(found.docs.map(({ id }) => id)).toEqual([a]);
      } finally {
        await store.close();
        await reader.terminate();
      }
    });

    test('whatever JSON a sender makes up is taken and comes back', async () => {
      const store = new FirestoreProfileStore({ projectId });
      try {
        const property = fc.asyncProperty(arbitraryJson.object, async (traits) => {
          await put(store, profile(a, { traits: { traits } }));
          const [found] = await store.profiles([a]);
          expect(found?.view.traits).toStrictEqual({ traits });
        });
        await fc.assert(property, { numRuns: 150 });
      } finally {
        await store.close();
      }
    });
  });
});
