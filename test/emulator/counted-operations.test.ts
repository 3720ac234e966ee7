import { expect, test, vi } from 'vitest';
import config from '../../cdp.config.ts';
import { mergeInGroups } from '../../functions/merge/merge-in-groups.ts';
import { onMessage } from '../../functions/pipeline/on-message.ts';
import { connectFirestore } from '../../shared/adapters/firestore/connect.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { Tally } from '../bench/counted/counts.ts';
import { GrpcTap } from '../bench/counted/grpc-tap.ts';
import { inRequests, knownPeople, newPeople } from '../bench/firestore/orders.ts';
import { countingStore, type Operations } from '../builders/counting-store.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { onEmulators } from './on-emulators.ts';

onEmulators('counted operations', ({ firestoreHost }) => {
  test('what a transaction asks of a store is what goes over the wire', async () => {
    const tally = new Tally();
    const tap = await GrpcTap.open(firestoreHost, (call) => tally.called(call));
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', tap.host);
    const firestore = new FirestoreProfileStore();
    const asked: Operations = { reads: 0, writes: 0, deletes: 0 };
    const store = countingStore(firestore, ({ reads, writes, deletes }) => {
      asked.reads += reads;
      asked.writes += writes;
      asked.deletes += deletes;
    });
    const [rules, publisher] = [compileRules(config), new MemoryPublisher()];
    const commits = mergeInGroups(publisher, store, rules);
    const { first, later } = knownPeople(3, 5);
    const messages = [...inRequests(newPeople(10)), ...inRequests(first), ...inRequests(later, 5)];
    for (const [index, data] of [...messages, ...inRequests(visitor(first), 1)].entries()) {
      const attributes = { source: 'web', receivedAt: '2026-01-01T12:00:00.000Z' };
      const publishTime = attributes.receivedAt;
      const message = { id: `${index}`, data, attributes, publishTime };
      await onMessage(message, publisher, rules, packagedSources, commits);
    }
    const { reads, writes, deletes } = tally.take();
    expect({ reads, writes, deletes }).toEqual(asked);
    // Something of each kind was asked for: two people became one.
    expect(Object.values(asked).every((count) => count > 0)).toBe(true);
    await firestore.close();
    await tap.close();
  });

  test('a call that fails is heard as one, and the client hears of it too', async () => {
    const heard: number[] = [];
    const tap = await GrpcTap.open(firestoreHost, ({ status }) => heard.push(status));
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', tap.host);
    const firestore = connectFirestore();
    const document = firestore.doc('counted/once');
    await document.set({ at: 1 });
    await expect(document.create({ at: 2 })).rejects.toMatchObject({ code: 6 });
    expect(heard).toEqual([0, 6]);
    await firestore.terminate();
    await tap.close();
  });
});

/** What an unknown visitor does, and then that it was somebody who is known. */
function visitor([known]: readonly SpecEvent[]): SpecEvent[] {
  const viewed = {
    type: 'page',
    name: 'Home',
    messageId: 'visit',
    anonymousId: 'browser',
  } as const;
  const userId = known?.userId ?? '';
  return [viewed, { type: 'identify', messageId: 'login', anonymousId: 'browser', userId }];
}
