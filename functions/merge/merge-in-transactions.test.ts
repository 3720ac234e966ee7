import { expect, it } from 'vitest';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { peoplePerTransaction } from '../../shared/runtime/transactions-of.ts';
import { countingStore } from '../../test/builders/counting-store.ts';
import { anEvent } from '../../test/builders/events.ts';
import { mergeInTransactions } from './merge-in-transactions.ts';

const rules = compileRules({ sources: { web: {} } });
const people = 2 * peoplePerTransaction + 1;
const events = ['first', 'second'].flatMap((what) =>
  Array.from({ length: people }, (_, person) =>
    anEvent({ messageId: `${what} of ${person}`, userId: `u${person}` }),
  ),
);

it('writes no more people in a transaction than it holds, and everybody once', async () => {
  const written: number[] = [];
  const heard: number[] = [];
  const store = new MemoryProfileStore();
  const counting = countingStore(store, ({ writes }) => written.push(writes));

  await mergeInTransactions(events, counting, rules, async ({ outcomes }) => {
    heard.push(outcomes.filter(({ outcome }) => outcome === 'applied').length);
  });

  const largestFirst = (counts: number[]) => counts.sort((one, other) => other - one);
  expect(largestFirst(written)).toEqual([peoplePerTransaction, peoplePerTransaction, 1]);
  expect(largestFirst(heard)).toEqual([2 * peoplePerTransaction, 2 * peoplePerTransaction, 2]);
  expect(store.documents().profiles).toHaveLength(people);
});

it('ends with what went wrong, once all that it has begun is over', async () => {
  let told = 0;
  const merging = mergeInTransactions(events, new MemoryProfileStore(), rules, async () => {
    told += 1;
    if (told === 1) throw new Error('Nobody listens.');
  });
  await expect(merging).rejects.toThrow('Nobody listens.');
  expect(told).toBe(3);
});
