import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { a, b, profile, put } from '../../../test/contracts/stored-profiles.ts';
import { ContentionError, noWrites } from '../../ports/profile-store.ts';
import { MemoryProfileStore } from './profile-store.ts';

describe('under a scheduler that decides who goes on', () => {
  test('in any interleaving, counted transfers keep their sum, and nobody sees them half done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const store = new MemoryProfileStore({ tick: () => scheduler.schedule(Promise.resolve()) });
        const seen: number[] = [];
        const transfer = (from: string, to: string) =>
          store.transact(async (reader) => {
            const [giver] = await reader.profiles([from]);
            const [taker] = await reader.profiles([to]);
            const [left, right] = [giver?.view.events ?? 0, taker?.view.events ?? 0];
            seen.push(left + right);
            const putProfiles = [
              profile(from, { events: left - 1 }),
              profile(to, { events: right + 1 }),
            ];
            return { writes: { ...noWrites, putProfiles }, result: undefined };
          });
        const done = (async () => {
          await put(store, profile(a, { events: 10 }), profile(b, { events: 10 }));
          await Promise.all([transfer(a, b), transfer(b, a), transfer(a, b), transfer(a, b)]);
        })();
        await scheduler.waitFor(done);
        const [first, second] = store
          .documents()
          .profiles.sort((x) => (x.profileId === a ? -1 : 1));
        expect([first?.view.events, second?.view.events]).toEqual([8, 12]);
        expect(new Set(seen)).toEqual(new Set([20]));
      }),
    );
  });
});

test('a transaction that is overtaken every time gives up with a contention error', async () => {
  const store = new MemoryProfileStore();
  const hopeless = store.transact(async (reader) => {
    await reader.profiles([a]);
    await put(store, profile(a));
    return { writes: { ...noWrites, deleteProfiles: [a] }, result: undefined };
  });
  await expect(hopeless).rejects.toThrow(ContentionError);
  expect(await store.profiles([a])).toHaveLength(1);
});

test('what is kept can be looked at as a whole, by ascending id', async () => {
  const store = new MemoryProfileStore();
  await put(store, profile(a), profile(b));
  const ids = store.documents().profiles.map(({ profileId }) => profileId);
  expect(ids).toEqual([a, b].sort());
  expect(store.documents().identities).toEqual([]);
});
