import { expect, test } from 'vitest';
import type { SpecEvent } from '../domain/event/event.ts';
import { ana } from './ana.ts';
import { demoShop } from './demo-shop.ts';
import { simulateShop } from './simulate-shop.ts';

const start = Date.parse('2026-01-01T08:00:00Z');
const demo = (seed = 1) => {
  const shop = demoShop({ seed, start });
  return { events: [...shop.events], truth: [...shop.truth] };
};

const whatAnaDid = (events: readonly SpecEvent[]): string[] =>
  events
    .filter(({ userId, anonymousId }) => userId === ana.userId || anonymousId?.startsWith('ana-'))
    .map(({ type, event, userId, anonymousId }) => {
      return `${anonymousId ?? 'server'} ${userId ?? 'unknown'} ${event ?? type}`;
    });

test('the demonstration is two days of forty people, in some hundreds of events in the order of time', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const { events, truth } = demo(seed);
    expect(truth).toHaveLength(40);
    expect(events.length).toBeGreaterThan(600);
    expect(events.length).toBeLessThan(1100);
    const times = events.map(({ timestamp }) => timestamp ?? '');
    expect(times).toEqual([...times].sort());
    expect(times[0]).toBe('2026-01-01T08:00:00.000Z');
    expect((times.at(-1) ?? '') < '2026-01-03T08:00:00.000Z').toBe(true);
    expect(truth.filter(({ sharesDevice }) => sharesDevice)).toHaveLength(2);
  }
});

test('its first minute and a half shows two strangers become Ana, who buys', () => {
  const { events } = demo();
  const opening = events.filter(({ timestamp }) => (timestamp ?? '') < '2026-01-01T08:01:30.000Z');
  expect(opening.length).toBeLessThan(40);
  expect(whatAnaDid(opening)).toEqual([
    'ana-phone unknown page',
    'ana-phone unknown Product Viewed',
    'ana-laptop unknown page',
    'ana-laptop unknown Product Viewed',
    'ana-laptop unknown page',
    'ana-laptop unknown Product Viewed',
    'ana-laptop unknown page',
    'ana-laptop u-ana identify',
    'ana-laptop u-ana Signed Up',
    'ana-phone unknown page',
    'ana-phone u-ana identify',
    'ana-phone u-ana Signed In',
    'ana-phone u-ana Product Added',
    'ana-phone u-ana Product Added',
    'ana-phone u-ana Checkout Started',
    'ana-phone u-ana Order Completed',
  ]);
  const others = new Set(opening.map(({ anonymousId }) => anonymousId));
  expect(others.size).toBeGreaterThanOrEqual(5);
});

test('Ana is the same for every seed', () => {
  for (const seed of [1, 2]) {
    expect(demo(seed).truth[0]).toEqual({
      person: 'p00001',
      identifiers: {
        user_id: ['u-ana'],
        email: ['ana.moreno@example.com', 'ana@example.com'],
        phone: ['+442079460123'],
        anonymous_id: ['ana-laptop', 'ana-phone', 'ana-tablet'],
      },
      events: 45,
      orders: 3,
      revenue: 663.03,
      sharesDevice: false,
    });
  }
  expect(whatAnaDid(demo(1).events)).toEqual(whatAnaDid(demo(2).events));
});

test('Ana turns pro, changes her address, takes back her consent to advertising, and has an order refunded', () => {
  const hers = demo().events.filter(({ userId }) => userId === ana.userId);
  const traits = hers.flatMap((event) => (event.type === 'identify' ? [event.traits] : []));
  expect(traits.findLast((told) => told?.plan !== undefined)?.plan).toBe('pro');
  expect(traits.findLast((told) => told?.email !== undefined)?.email).toBe(ana.laterEmail);
  const consents = hers.map(({ context }) => context?.consent?.categoryPreferences?.advertising);
  expect(consents.filter((consent) => consent !== undefined).at(0)).toBe(true);
  expect(consents.filter((consent) => consent !== undefined).at(-1)).toBe(false);
  const refund = hers.find(({ event }) => event === 'Order Refunded');
  const refunded = hers.find(
    ({ event, properties }) =>
      event === 'Order Completed' && properties?.order_id === refund?.properties?.order_id,
  );
  expect(refunded?.properties?.revenue).toBe(33.93);
  expect(refund?.properties?.total).toBe(33.93);
});

test('the demonstration and the shop of the same seed have nobody and nothing in common', () => {
  const shop = simulateShop({ people: 100, seed: 1, start });
  const known = new Set([...shop.events].map(({ messageId }) => messageId));
  const { events, truth } = demo();
  expect(events.filter(({ messageId }) => known.has(messageId))).toEqual([]);
  const ids = new Set([...shop.truth].flatMap((one) => Object.values(one.identifiers).flat()));
  expect(
    truth.flatMap((one) => Object.values(one.identifiers).flat()).filter((id) => ids.has(id)),
  ).toEqual([]);
});
