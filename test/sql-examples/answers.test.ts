import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import type { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import { simulateShop } from '../../shared/simulation/simulate-shop.ts';
import { hasRealData, realData } from '../builders/real-data.ts';
import { checkout } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { campaignLift, clvByCohort, funnel, retention } from './expected-answers.ts';
import { exportedWarehouse } from './exported-warehouse.ts';
import { type Happened, peopleOf } from './people-of.ts';

type Rows = Record<string, string | number | null>[];

async function answerOf(example: string, platform: EmbeddedPlatform | undefined): Promise<Rows> {
  const sql = await readFile(join(checkout, 'examples', 'sql', `${example}.sql`), 'utf8');
  const warehouse = await platform?.warehouse();
  return ((await warehouse?.query(sql)) ?? []) as Rows;
}

const start = Date.parse('2025-01-02T00:00:00Z');

/** Times in January 2025, and what somebody did then. */
type Story = [time: string, event: Partial<SpecEvent>][];

/** On two devices, logged in on the second one late, with orders told in all the ways that senders have. A refund is all there is of her second week. */
const cleo: Story = [
  ['03T10:00', { event: 'Product Viewed', anonymousId: 'cleo-laptop' }],
  ['03T10:05', { event: 'Product Added', anonymousId: 'cleo-phone' }],
  ['04T09:00', { type: 'identify', userId: 'cleo', anonymousId: 'cleo-laptop' }],
  ['05T09:00', { event: 'Checkout Started', userId: 'cleo' }],
  ['05T09:10', order('C-1', 'cleo', { revenue: 19.995, currency: 'EUR' })],
  ['05T09:11', order('C-1', 'cleo', { revenue: 19.995, currency: 'EUR' })],
  ['06T09:00', order('C-2', 'cleo', { currency: 'EUR' })],
  ['07T09:00', order('C-3', 'cleo', { revenue: 7.5 })],
  ['08T09:00', order('C-4', ' cleo ', { revenue: 100, currency: 'USD' })],
  ['12T09:00', refund('C-1', 'cleo', { total: 5.25, currency: 'EUR' })],
  ['20T09:00', { type: 'identify', userId: 'cleo', anonymousId: 'cleo-phone' }],
];

/** Every step, but none of them behind the one before it. */
const dora: Story = [
  ['03T10:00', order('D-1', 'dora', { revenue: 1, currency: 'USD' })],
  ['04T10:00', { event: 'Checkout Started', userId: 'dora' }],
  ['05T10:00', { event: 'Product Added', userId: 'dora' }],
  ['06T10:00', { event: 'Product Viewed', userId: ' dora ' }],
];

/** Whoever puts into the cart without a look and pays without a checkout. */
const emil: Story = [
  ['03T10:00', { event: 'Checkout Started', userId: 'emil' }],
  ['03T11:00', { event: 'Product Viewed', userId: 'emil' }],
  ['03T12:00', { event: 'Product Added', userId: 'emil' }],
  ['03T13:00', order('E-1', 'emil', { revenue: 2, currency: 'USD' })],
];

const stories: SpecEvent[] = [cleo, dora, emil].flatMap((story, person) =>
  story.map(([time, event], number) => ({
    type: 'track',
    messageId: `story-${person}-${number}`,
    timestamp: `2025-01-${time}:00.000Z`,
    ...event,
  })),
);

function order(order_id: string, userId: string, properties: object): Partial<SpecEvent> {
  return { event: 'Order Completed', userId, properties: { order_id, ...properties } };
}

function refund(order_id: string, userId: string, properties: object): Partial<SpecEvent> {
  return { event: 'Order Refunded', userId, properties: { order_id, ...properties } };
}

describe('the examples of SQL over what a shop has exported', () => {
  let dir = '';
  let platform: EmbeddedPlatform | undefined;
  let happened: Happened[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
    const shop = simulateShop({ people: 120, seed: 6, start, days: 45, shareDevices: 0 });
    const events = [...shop.events, ...stories];
    happened = peopleOf(events);
    // The last first, and every tenth twice: the order and the number of arrivals make no difference.
    const again = events.filter((_, index) => index % 10 === 0);
    const sent = [['web', [...events.toReversed(), ...again]]] as const;
    platform = await exportedWarehouse('cdp.config.ts', dir, sent);
  }, 240_000);
  afterAll(async () => {
    await platform?.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('have a shop that has everything in it', () => {
    expect(new Set(happened.map(({ person }) => person)).size).toBeGreaterThan(120);
    expect(new Set(happened.map(({ at }) => new Date(at).getUTCMonth()))).toEqual(new Set([0, 1]));
    expect(happened.some(({ event }) => event.event === 'Order Refunded')).toBe(true);
  });

  it.each<[string, (given: readonly Happened[]) => Rows, number]>([
    ['clv-by-cohort', clvByCohort, 5],
    ['funnel', funnel, 4],
    ['retention', retention, 10],
    ['campaign-lift', campaignLift, 4],
  ])('%s answers what counting by hand does', async (example, expected, least) => {
    const rows = expected(happened);
    expect(rows.length).toBeGreaterThanOrEqual(least);
    expect(await answerOf(example, platform)).toEqual(rows);
  });
});

/** The id of the profile of a household: the hash of its anchor. */
const profileOf = (household: string): string =>
  createHash('sha256').update(`user_id:${household}`).digest('hex').slice(0, 32);

/** What comes of two streams of the seed's form: lines of JSON. */
async function unified(transactions: string, coupons: string): Promise<Rows> {
  const rowsOf = (lines: string) =>
    lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
  const platform = await exportedWarehouse('examples/seed/cdp.config.ts', await temporaryFolder(), [
    ['coupon_redemption', rowsOf(coupons)],
    ['transactions', rowsOf(transactions)],
  ]);
  onTestFinished(() => platform.close());
  return answerOf('unified-transactions', platform);
}

const inOrder = (rows: Rows): Rows =>
  rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('unified-transactions answers one row a line and coupon, with its customer', () => {
  it('of two baskets, one of them without a coupon', async () => {
    const line = (household_key: string, transaction_id: string, product_id: string) =>
      JSON.stringify({ household_key, transaction_id, product_id, day: '1', coupon_disc: '0.5' });
    const coupon = (household_key: string, transaction_id: string, coupon_upc: string) =>
      JSON.stringify({ household_key, transaction_id, coupon_upc, day: '2', campaign: '3' });
    const rows = await unified(
      [line('7', 't-1', 'milk'), line('7', 't-1', 'bread'), line('8', 't-2', 'milk')].join('\n'),
      [coupon('7', 't-1', 'c-1'), coupon('8', 't-1', 'not of this basket')].join('\n'),
    );
    const row = (household_key: string, transaction_id: string, product_id: string) => ({
      transaction_id,
      household_key,
      coupon_upc: household_key === '7' ? 'c-1' : null,
      product_id,
      coupon_discount: '0.5',
      profile_id: profileOf(household_key),
    });
    expect(rows).toEqual([
      row('7', 't-1', 'bread'),
      row('7', 't-1', 'milk'),
      row('8', 't-2', 'milk'),
    ]);
  }, 120_000);

  it.runIf(hasRealData)(
    'of the seed',
    async () => {
      const read = (name: string) => readFile(realData(`seed/${name}.ndjson`), 'utf8');
      const expected = (await read('expected_unified')).trim().split('\n');
      const rows = await unified(await read('transactions'), await read('coupon_redemption'));
      expect(inOrder(rows)).toEqual(
        inOrder(
          expected.map((line) => {
            const row = JSON.parse(line) as { household_key: string };
            return { ...row, profile_id: profileOf(row.household_key) };
          }),
        ),
      );
    },
    120_000,
  );
});
