import { expect, it } from 'vitest';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { countingStore } from '../../test/builders/counting-store.ts';
import { anEvent } from '../../test/builders/events.ts';
import { merge } from './merge.ts';
import { inTheProcess, mergeInTransactions, overTheNetwork } from './merge-in-transactions.ts';

const rules = compileRules({ sources: { web: {} } });

const largestFirst = (counts: readonly number[]) => [...counts].sort((one, other) => other - one);

const twiceEach = (people: number): CanonicalEvent[] =>
  ['first', 'second'].flatMap((what) =>
    Array.from({ length: people }, (_, person) =>
      anEvent({ messageId: `${what} of ${person}`, userId: `u${person}` }),
    ),
  );

it.each([overTheNetwork, inTheProcess])(
  'writes $people people in a transaction at most, and everybody once',
  async (transactions) => {
    const { people } = transactions;
    const store = new MemoryProfileStore();
    const written: number[] = [];
    const told: number[] = [];
    await mergeInTransactions(
      twiceEach(2 * people + 1),
      countingStore(store, ({ writes }) => written.push(writes)),
      rules,
      transactions,
      ({ outcomes }) => {
        told.push(outcomes.length);
      },
    );
    expect(largestFirst(written)).toEqual([people, people, 1]);
    expect(largestFirst(told)).toEqual([2 * people, 2 * people, 2]);
    expect(store.documents().profiles).toHaveLength(2 * people + 1);
  },
);

it('writes somebody once whose events name one of many devices each, once they are known', async () => {
  const devices = Array.from({ length: 80 }, (_, nth) => `device-${nth}`);
  const onEach = (what: string, parts: Partial<CanonicalEvent>) =>
    devices.map((anonymousId) =>
      anEvent({ messageId: `${what} ${anonymousId}`, anonymousId, ...parts }),
    );
  let transactions = 0;
  const store = countingStore(new MemoryProfileStore(), () => {
    transactions += 1;
  });
  await merge(onEach('login', { userId: 'u1' }), store, rules);
  transactions = 0;
  const alone = onEach('view', {}).map(({ userId: _, ...event }) => event);
  await mergeInTransactions(alone, store, rules, overTheNetwork, () => {});
  expect(transactions).toBe(1);
});

it('reads each profile once that is known to be large, however many come together', async () => {
  const people = Array.from({ length: 20 }, (_, person) => `u${person}`);
  const traits = Object.fromEntries(
    Array.from({ length: 100 }, (_, nth) => [`trait ${nth}`, `${nth} `.repeat(1000)]),
  );
  const store = new MemoryProfileStore();
  let reads = 0;
  const counted = countingStore(store, (operations) => {
    reads += operations.reads;
  });
  for (const userId of people) {
    await merge([anEvent({ type: 'identify', userId, traits })], counted, rules);
  }
  reads = 0;
  const views = people.map((userId) => anEvent({ userId }));
  await mergeInTransactions(views, counted, rules, inTheProcess, () => {});
  expect(reads).toBe(people.length);
  expect(store.documents().profiles.map(({ version }) => version)).toEqual(people.map(() => 2));
});

it('ends with what went wrong, once all that it has begun is over', async () => {
  let told = 0;
  const merging = mergeInTransactions(
    twiceEach(2 * overTheNetwork.people + 1),
    new MemoryProfileStore(),
    rules,
    overTheNetwork,
    async () => {
      told += 1;
      if (told === 1) throw new Error('Nobody listens.');
    },
  );
  await expect(merging).rejects.toThrow('Nobody listens.');
  expect(told).toBe(3);
});
