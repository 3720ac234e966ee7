import config from '../../cdp.config.ts';
import { documentId } from '../../shared/domain/digest.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import type { Growth } from './growth.ts';
import { type Arrivals, parts, TimedStore } from './timed-store.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 0, 1, 12);
const eventsPerMeasurement = 250;
/** Of what is stored beforehand; a message of more would be unlike any. */
const eventsPerTransaction = 2000;

/** A purchase now and then, and between them what people look at. */
const eventOf = (person: number, number: number): SpecEvent => {
  const common = { type: 'track', messageId: `${person}-${number}`, userId: `u${person}` } as const;
  return number % 50 === 49
    ? {
        ...common,
        event: 'Order Completed',
        properties: {
          order_id: `order-${person}-${number}`,
          revenue: 9.5,
          currency: 'USD',
          products: [{ product_id: 'p1', price: 9.5, quantity: 1 }],
        },
      }
    : {
        ...common,
        event: 'Product Viewed',
        properties: { product_id: `p${number % 50}`, category: `c${number % 7}`, price: 9.5 },
      };
};

interface History {
  days: number;
  people: number;
}

/**
 * What an event costs, by how many events the person has had before, which arrived over so many days. Those of the last seven are remembered
 * one by one, to tell duplicates, 15,000 at most. And what it costs to read such a profile, decode and encode its evidence, and write it as it was: what no event
 * can do without, as long as a profile is one document.
 */
export const growingHistory = (sizes: readonly number[], history: History): Growth[] => [
  {
    ...common(sizes),
    name: `event of a person with a history of ${history.days} days`,
    atMost: () => 1.2,
    prepare: (size) =>
      prepared(size, history, (store, persons) => {
        const numbers = persons.map(() => size);
        const nextEvent = (_: unknown, nth: number): SpecEvent => {
          const person = nth % persons.length;
          const number = numbers[person] ?? size;
          numbers[person] = number + 1;
          return eventOf(person, number);
        };
        const receivedAt = new Date(now).toISOString();
        return () => {
          const events = Array.from({ length: eventsPerMeasurement }, nextEvent);
          const groups = [...parts(events, history.people)];
          return store.take(groups.map((some) => ({ events: some, receivedAt })));
        };
      }),
  },
  {
    ...common(sizes),
    name: `rewriting a profile with a history of ${history.days} days`,
    prepare: (size) =>
      prepared(size, history, (store, persons) => {
        const ids = Array.from({ length: eventsPerMeasurement }, (_, nth) =>
          documentId(`user_id:u${nth % persons.length}`),
        );
        return () => store.rewrite([...parts(ids, history.people)]);
      }),
  },
];

const common = (sizes: readonly number[]) => ({
  unit: 'µs of processor',
  sizeName: 'events of history',
  sizes,
});

async function prepared(
  size: number,
  { days, people }: History,
  measureOf: (store: TimedStore, persons: readonly number[]) => () => Promise<number>,
) {
  const store = await TimedStore.open(compileRules(config));
  // A short history must stay short: the fewer events, the more people share what is measured.
  const persons = Array.from(
    { length: size < 1000 ? eventsPerMeasurement : people },
    (_, nth) => nth,
  );
  for (const arrivals of historyOf(persons, size, days)) await store.take([arrivals]);
  return { measure: measureOf(store, persons), close: () => store.close() };
}

/** What has arrived of everybody, day by day: at equal distances up to today. */
function* historyOf(persons: readonly number[], size: number, days: number): Generator<Arrivals> {
  const arrivalDays = Math.min(size, days);
  const numbers = Array.from({ length: size }, (_, number) => number);
  for (const [day, some] of [...parts(numbers, Math.ceil(size / arrivalDays))].entries()) {
    const daysAgo = (arrivalDays - 1 - day) * (days / arrivalDays);
    const receivedAt = new Date(now - daysAgo * dayMs).toISOString();
    for (const group of parts(
      persons,
      Math.max(1, Math.floor(eventsPerTransaction / some.length)),
    )) {
      const events = group.flatMap((person) => some.map((number) => eventOf(person, number)));
      yield { events, receivedAt };
    }
  }
}
