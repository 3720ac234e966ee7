import type { CanonicalEvent, SpecEvent } from '../../../shared/domain/event/event.ts';
import { parts } from '../timed-store.ts';

/** Events that a sender puts into a request: what Segment's SDKs for servers and phones gather. */
const eventsPerRequest = 20;

const at = '2026-01-01T12:00:00.000Z';

let made = 0;

/** Bytes of JSON that an event has: what Pub/Sub bills for one at least. */
const eventBytes = 1000;

/** Orders of a kilobyte of JSON each, none like another: the n-th one is by the person that is told. */
const orders = (count: number, personOf: (nth: number) => string, revenue = 12.5): SpecEvent[] =>
  Array.from({ length: count }, (_, nth) => filledUp(order(personOf(nth), revenue)));

function order(userId: string, revenue: number) {
  made += 1;
  return {
    type: 'track' as const,
    event: 'Order Completed',
    messageId: `order-${made}`,
    userId,
    timestamp: at,
    context: { userAgent: 'Shop/2.1 (bench)', page: { url: 'https://shop.example/checkout' } },
    properties: {
      order_id: `o${made}`,
      revenue,
      currency: 'USD',
      products: Array.from({ length: 6 }, (_, product) => ({
        product_id: `p${(made + product) % 500}`,
        name: `A product of the shop, number ${(made + product) % 500}`,
        price: 12.5,
        quantity: 1,
      })),
      note: '',
    },
  };
}

/** With as long a note as makes it have `eventBytes`. */
function filledUp(event: ReturnType<typeof order>): SpecEvent {
  const missing = eventBytes - JSON.stringify(event).length;
  return { ...event, properties: { ...event.properties, note: '-'.repeat(missing) } };
}

let people = 0;

function newPerson(): string {
  people += 1;
  return `person-${people}`;
}

/** Another person with every event. */
export const newPeople = (count: number): SpecEvent[] => orders(count, newPerson);

/** The same, and each orders for so much that it makes them enter the audience `vip`. */
export const bigSpenders = (count: number): SpecEvent[] => orders(count, newPerson, 500);

/** One person's. */
export function onePerson(count: number): SpecEvent[] {
  const person = newPerson();
  return orders(count, () => person);
}

/** People of whom each becomes known by one event, and has some more then: those of one person are next to each other. */
export function knownPeople(
  count: number,
  each: number,
): { first: SpecEvent[]; later: SpecEvent[] } {
  const persons = Array.from({ length: count }, newPerson);
  return {
    first: orders(count, (nth) => persons[nth] ?? ''),
    later: orders(count * each, (nth) => persons[Math.floor(nth / each)] ?? ''),
  };
}

/** As `collect` publishes them: one message for every request of a sender. */
export const inRequests = (events: readonly SpecEvent[], size = eventsPerRequest): Buffer[] =>
  [...parts(events, size)].map((some) => Buffer.from(JSON.stringify(some)));

/** As the tutorial's publisher would: one message an event, which has its source and its time of receipt already. */
export const oneByOne = (events: readonly SpecEvent[]): Buffer[] =>
  events.map((event) => {
    const canonical = { ...event, source: 'web', receivedAt: at, arrival: `${event.messageId}/0` };
    return Buffer.from(JSON.stringify(canonical satisfies Partial<CanonicalEvent>));
  });
