import config from '../../cdp.config.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import type { Growth } from './growth.ts';
import { type Arrivals, parts, TimedStore } from './timed-store.ts';

const receivedAt = '2026-01-01T12:00:00.000Z';
const people = 100;
const peoplePerTransaction = 25;

const rules = compileRules({
  ...config,
  identity: {
    kinds: [
      { kind: 'user_id', limit: 1 },
      { kind: 'anonymous_id', limit: 1000 },
    ],
  },
});

let made = 0;
const messageId = (): string => {
  made += 1;
  return `m${made}`;
};

const visit = (anonymousId: string): SpecEvent => ({
  type: 'page',
  messageId: messageId(),
  anonymousId,
});

const view = (userId: string, anonymousId: string | undefined): SpecEvent => ({
  type: 'track',
  event: 'Product Viewed',
  messageId: messageId(),
  userId,
  ...(anonymousId !== undefined && { anonymousId }),
  properties: { product_id: 'p1', category: 'c1', price: 9.5 },
});

/** A person with so many identifiers: a user id, and browsers that were each used before they were logged in on. */
interface Person {
  userId: string;
  browsers: string[];
}

let persons = 0;
function newPerson(identifiers: number): Person {
  persons += 1;
  const userId = `u${persons}`;
  return {
    userId,
    browsers: Array.from({ length: identifiers - 1 }, (_, nth) => `${userId}-browser-${nth}`),
  };
}

const historyOf = ({ userId, browsers }: Person): SpecEvent[] => [
  view(userId, undefined),
  ...browsers.flatMap((browser) => [visit(browser), view(userId, browser)]),
];

const peopleOf = (identifiers: number): Person[] =>
  Array.from({ length: people }, () => newPerson(identifiers));

const stored = async (store: TimedStore, persons: readonly Person[]): Promise<void> => {
  for (const some of parts(persons, 5)) {
    await store.take([{ events: some.flatMap(historyOf), receivedAt }]);
  }
};

const oneEventEach = (
  persons: readonly Person[],
  browserOf: (person: Person) => string | undefined,
): Arrivals[] =>
  [...parts(persons, peoplePerTransaction)].map((some) => ({
    events: some.map((person) => view(person.userId, browserOf(person))),
    receivedAt,
  }));

const linear = (size: number, smallest: number): number => size / smallest;

/** What an event costs that says nothing new of who is who, by how many identifiers the person has: one read, one write. */
export const knownIdentifiers = (sizes: readonly number[]): Growth => ({
  name: 'event with known identifiers',
  unit: 'µs of processor',
  sizeName: 'identifiers in the profile',
  sizes,
  atMost: linear,
  async prepare(size) {
    const store = await TimedStore.open(rules);
    const persons = peopleOf(size);
    await stored(store, persons);
    let round = 0;
    return {
      measure: () => {
        round += 1;
        return store.take(
          oneEventEach(persons, ({ browsers }) => browsers[round % Math.max(1, browsers.length)]),
        );
      },
      close: () => store.close(),
    };
  },
});

/** What an event costs that brings one more identifier, so that the person is partitioned afresh. */
export const freshIdentifier = (sizes: readonly number[]): Growth => ({
  name: 'event with a new identifier',
  unit: 'µs of processor',
  sizeName: 'identifiers in the profile',
  sizes,
  atMost: linear,
  async prepare(size) {
    const store = await TimedStore.open(rules);
    return {
      async measure() {
        // The profiles grow by it, so each measurement has people of its own.
        const persons = peopleOf(size);
        await stored(store, persons);
        return store.take(oneEventEach(persons, ({ userId }) => `${userId}-another`));
      },
      close: () => store.close(),
    };
  },
});
