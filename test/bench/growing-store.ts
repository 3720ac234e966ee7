import config from '../../cdp.config.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import type { Growth } from './growth.ts';
import { parts, TimedStore } from './timed-store.ts';

const receivedAt = '2026-01-01T12:00:00.000Z';
const activePeople = 1000;
const peoplePerTransaction = 50;

const login = (person: number): SpecEvent => ({
  type: 'identify',
  messageId: `login-${person}`,
  userId: `u${person}`,
  anonymousId: `browser-${person}`,
  traits: { email: `person${person}@shop.example`, name: `Person ${person}`, plan: 'free' },
});

const view = (person: number, number: number): SpecEvent => ({
  type: 'track',
  event: 'Product Viewed',
  messageId: `view-${person}-${number}`,
  userId: `u${person}`,
  anonymousId: `browser-${person}`,
  properties: { product_id: `p${number % 50}`, category: `c${number % 7}`, price: 9.5 },
});

/**
 * What an event of a known person costs, by how many people are stored. As many of them are active at every size, so that they have
 * as much of a history; they lie anywhere among the others, for a document's id is a hash.
 */
export const growingStore = (sizes: readonly number[]): Growth => ({
  name: 'event of a known person',
  unit: 'µs of processor',
  sizeName: 'profiles stored',
  sizes,
  atMost: () => 1.3,
  async prepare(size) {
    const store = await TimedStore.open(compileRules(config));
    for (let first = 0; first < size; first += 1000) {
      const people = Array.from({ length: Math.min(1000, size - first) }, (_, nth) => first + nth);
      await store.take([{ events: people.map(login), receivedAt }]);
    }
    let rounds = 0;
    return {
      measure: () => {
        rounds += 1;
        const active = Array.from({ length: activePeople }, (_, nth) =>
          view(Math.floor((nth * size) / activePeople), rounds),
        );
        const arrivals = [...parts(active, peoplePerTransaction)];
        return store.take(arrivals.map((events) => ({ events, receivedAt })));
      },
      close: () => store.close(),
    };
  },
});
