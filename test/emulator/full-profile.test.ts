import functionsTest from 'firebase-functions-test';
import { afterAll, beforeEach, expect, it } from 'vitest';
import config from '../../cdp.config.ts';
import { merge } from '../../functions/merge/merge.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { decodeCore } from '../../shared/domain/profile/core-codec.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { anEvent } from '../builders/events.ts';
import { onEmulators } from './on-emulators.ts';

const rules = compileRules(config);

/** Traits that take little in the evidence and much in a document: a small number has one byte there and eight here. */
const numbers = (batch: number) =>
  Object.fromEntries(
    Array.from({ length: 21 }, (_, n) => [
      `scores-${batch}-${n}`,
      Array.from({ length: 2000 }, () => 1),
    ]),
  );
/** Each another, for the evidence has room for a text that is there already. */
const texts = (batch: number) =>
  Object.fromEntries(
    Array.from({ length: 21 }, (_, n) => [`text-${batch}-${n}`, `${batch}-${n}`.padEnd(4000, 'x')]),
  );

/** The emulator takes its time over megabytes, and more of it on a busy machine. */
const patience = 240_000;

onEmulators('full profile', ({ projectId }) => {
  const { cleanup, firestore } = functionsTest({ projectId });
  afterAll(cleanup);
  beforeEach(() => firestore.clearFirestoreData({ projectId }));

  it.each([
    ['texts', texts],
    ['small numbers', numbers],
  ])(
    'of %s takes what fits into a document of Firestore, and quarantines the rest',
    async (_, traits) => {
      const store = new FirestoreProfileStore({ projectId });
      try {
        const events = Array.from({ length: 10 }, (_, batch) =>
          anEvent({ type: 'identify', messageId: `large-${batch}`, traits: traits(batch) }),
        );
        const { outcomes, quarantined } = await merge(events, store, rules);
        expect(outcomes).toHaveLength(10);
        expect(new Set(quarantined.map(({ rule }) => rule))).toEqual(new Set(['profile-full']));
        const profiles = [];
        for await (const profile of store.scan()) profiles.push(profile);
        expect(profiles.map(({ view }) => view.events)).toEqual([10 - quarantined.length]);
        const [profile] = profiles;
        expect(decodeCore(profile?.core ?? new Uint8Array()).leaves).toHaveProperty(['user_id:u1']);
      } finally {
        await store.close();
      }
    },
    patience,
  );

  it(
    'does not keep others from being written with it, many of them at once',
    async () => {
      const store = new FirestoreProfileStore({ projectId });
      try {
        const people = Array.from({ length: 16 }, (_, person) => `p${person}`);
        const traits = Object.assign({}, ...Array.from({ length: 5 }, (_, batch) => texts(batch)));
        const events = people.map((userId) => anEvent({ type: 'identify', userId, traits }));
        // Each profile fits into a document; all together are more than Firestore takes in a request.
        const { outcomes } = await merge(events, store, rules);
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(people.map(() => 'applied'));
      } finally {
        await store.close();
      }
    },
    patience,
  );
});
