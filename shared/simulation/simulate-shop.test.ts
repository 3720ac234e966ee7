import { describe, expect, test } from 'vitest';
import {
  validateCanonicalEvent,
  validateOrderCompleted,
  validateProductViewed,
} from '../../schemas/generated/validators.js';
import type { SpecEvent } from '../domain/event/event.ts';
import { type SimulationOptions, simulateShop } from './simulate-shop.ts';
import type { PersonTruth } from './truth.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const day = 86_400_000;

function simulated(options: Partial<SimulationOptions> = {}) {
  const shop = simulateShop({ people: 300, seed: 11, start, ...options });
  return { events: [...shop.events], truth: [...shop.truth] };
}

/** By which identifiers people are known, to whom each belongs. */
function ownersOf(truth: readonly PersonTruth[]): Map<string, PersonTruth[]> {
  const owners = new Map<string, PersonTruth[]>();
  for (const person of truth) {
    for (const [kind, values] of Object.entries(person.identifiers)) {
      for (const value of values) {
        const key = `${kind}:${value}`;
        owners.set(key, [...(owners.get(key) ?? []), person]);
      }
    }
  }
  return owners;
}

/** Whose event it is, where that can be told from the event: it can't for a stranger's on a shared device. */
function ownerOf(owners: Map<string, PersonTruth[]>, event: SpecEvent): PersonTruth | undefined {
  const byUser = owners.get(`user_id:${event.userId}`);
  const known = byUser ?? owners.get(`anonymous_id:${event.anonymousId}`);
  return known?.length === 1 ? known[0] : undefined;
}

const inCents = (amount: unknown): number => Math.round(Number(amount) * 100);

describe('the events', () => {
  const { events } = simulated();

  test('are the same bytes for the same options, and all others for another seed', () => {
    expect(JSON.stringify(simulated().events)).toBe(JSON.stringify(events));
    const ids = new Set(events.map(({ messageId }) => messageId));
    expect(simulated({ seed: 12 }).events.filter((event) => ids.has(event.messageId))).toEqual([]);
  });

  test('come again, the same, each time that they are iterated', () => {
    const shop = simulateShop({ people: 20, seed: 1, start });
    expect([...shop.events]).toEqual([...shop.events]);
    expect([...shop.truth]).toEqual([...shop.truth]);
  });

  test('are in the order of time, within the days that were asked for', () => {
    const times = events.map(({ timestamp }) => Date.parse(timestamp ?? ''));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(start);
    expect(times.at(-1)).toBeLessThan(start + 30 * day);
  });

  test('have an id of their own each', () => {
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(events.length);
  });

  test('are in the Segment Spec, and in the tracking plan', () => {
    for (const event of events) {
      const stamped = {
        ...event,
        source: 'shop',
        arrival: '1/0',
        receivedAt: event.timestamp,
      };
      expect(validateCanonicalEvent(stamped), JSON.stringify(event)).toBe(true);
      if (event.event === 'Order Completed') {
        expect(validateOrderCompleted(event.properties)).toBe(true);
      }
      if (event.event === 'Product Viewed') {
        expect(validateProductViewed(event.properties)).toBe(true);
      }
    }
  });

  test('tell of all that customers do', () => {
    const names = new Set(events.map(({ type, event }) => event ?? type));
    for (const name of [
      ...['page', 'identify', 'Product Viewed', 'Product Added', 'Checkout Started'],
      ...['Order Completed', 'Order Refunded', 'Signed Up', 'Signed In', 'Signed Out'],
      ...['Plan Changed', 'Newsletter Subscribed'],
    ]) {
      expect(names).toContain(name);
    }
    const text = JSON.stringify(events);
    for (const part of ['utm_source=', 'gclid=', 'categoryPreferences', '"phone":"+1']) {
      expect(text).toContain(part);
    }
  });

  test('have money of two decimals at most, and orders that add up', () => {
    for (const { event, properties } of events) {
      if (event !== 'Order Completed') continue;
      const lines = properties?.products as { price: number; quantity: number }[];
      const full = lines.reduce((sum, { price, quantity }) => sum + inCents(price) * quantity, 0);
      expect(inCents(properties?.revenue)).toBe(full - inCents(properties?.discount ?? 0));
    }
    const amounts = JSON.stringify(events).match(/"(price|revenue|discount|total|value)":[^,}]+/g);
    for (const amount of amounts ?? []) expect(amount).toMatch(/:\d+(\.\d{1,2})?$/);
  });

  test('are none where there is nobody', () => {
    expect(simulated({ people: 0 })).toEqual({ events: [], truth: [] });
  });
});

describe('the truth', () => {
  const { events, truth } = simulated({ people: 400, shareDevices: 0.1 });
  const owners = ownersOf(truth);

  test('has a record of everybody, in order', () => {
    expect(truth).toHaveLength(400);
    expect(truth[0]?.person).toBe('p00001');
    expect(truth[399]?.person).toBe('p00400');
  });

  test('knows every event, and whose orders and revenue they are', () => {
    expect(truth.reduce((sum, person) => sum + person.events, 0)).toBe(events.length);
    const orders = new Map<PersonTruth, { orders: number; cents: number; events: number }>();
    for (const event of events) {
      const owner = ownerOf(owners, event);
      // Only strangers on a shared device can't be told; nobody buys as one.
      if (owner === undefined) expect(event.event).not.toBe('Order Completed');
      if (owner === undefined) continue;
      const sum = orders.get(owner) ?? { orders: 0, cents: 0, events: 0 };
      sum.events++;
      if (event.event === 'Order Completed') {
        sum.orders++;
        sum.cents += inCents(event.properties?.revenue);
      }
      orders.set(owner, sum);
    }
    for (const person of truth) {
      const sum = orders.get(person);
      expect(sum?.orders).toBe(person.orders);
      expect((sum?.cents ?? 0) / 100).toBe(person.revenue);
      if (!person.sharesDevice) expect(sum?.events).toBe(person.events);
    }
  });

  test('gives every identifier to one person, but for the devices that two share', () => {
    for (const [key, people] of owners) {
      if (people.length === 1) continue;
      expect(key).toMatch(/^anonymous_id:/);
      expect(people).toHaveLength(2);
      for (const { sharesDevice } of people) expect(sharesDevice).toBe(true);
    }
  });

  test('has as many sharers as were asked for, who all log in on the device that they share', () => {
    expect(truth.filter(({ sharesDevice }) => sharesDevice)).toHaveLength(40);
    const shared = [...owners].filter(([, people]) => people.length === 2).map(([key]) => key);
    expect(shared).toHaveLength(20);
    for (const key of shared) {
      const users = events
        .filter(
          ({ type, anonymousId }) => type === 'identify' && `anonymous_id:${anonymousId}` === key,
        )
        .map(({ userId }) => userId);
      expect(new Set(users).size).toBe(2);
    }
  });

  test('holds people of every sort', () => {
    const count = (is: (person: PersonTruth) => boolean) => truth.filter(is).length;
    expect(count(({ identifiers }) => identifiers.user_id.length === 0)).toBeGreaterThan(60);
    expect(count(({ identifiers }) => identifiers.user_id.length === 1)).toBeGreaterThan(150);
    expect(count(({ identifiers }) => identifiers.user_id.length > 1)).toBe(0);
    expect(count(({ identifiers }) => identifiers.email.length === 2)).toBeGreaterThan(5);
    expect(count(({ identifiers }) => identifiers.phone.length === 1)).toBeGreaterThan(20);
    const unlinkable = ({ identifiers }: PersonTruth) =>
      identifiers.anonymous_id.length > 1 &&
      identifiers.user_id.length + identifiers.email.length === 0;
    expect(count(unlinkable)).toBeGreaterThan(10);
    expect(count(({ orders }) => orders > 1)).toBeGreaterThan(80);
    expect(count(({ revenue }) => revenue >= 500)).toBeGreaterThan(10);
  });

  test('knows it when everybody shares a device, even in a single day', () => {
    const busy = simulated({ people: 60, shareDevices: 1, days: 1 });
    expect(busy.truth.every(({ sharesDevice }) => sharesDevice)).toBe(true);
  });
});

describe('an option that makes no sense', () => {
  test.each([
    [{ people: -1 }, 'people'],
    [{ people: 1.5 }, 'people'],
    [{ seed: Number.NaN }, 'seed'],
    [{ days: 0 }, 'days'],
    [{ shareDevices: 2 }, 'shareDevices'],
    [{ start: Number.NaN }, 'years'],
    [{ days: 9_999_999 }, 'years'],
  ])('%o is refused by its name', (options, name) => {
    expect(() => simulateShop({ people: 1, seed: 1, start, ...options })).toThrow(name);
  });
});
