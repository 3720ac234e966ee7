import { expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { QuarantinedEvent } from '../../shared/domain/event/event.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import type { EventSchema, SchemaNode } from '../../shared/domain/plan/event-schema.ts';
import { trackingPlan } from '../../shared/domain/plan/tracking-plan.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { compileSchemas } from '../../shared/runtime/compile-schemas.ts';
import { compileRules, type Rules } from '../../shared/runtime/rules.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { keptIn } from '../builders/kept.ts';
import { aMessage } from '../builders/messages.ts';
import { anEventSchema } from '../builders/schema-folder.ts';

const planned: Record<string, SchemaNode> = {
  order_id: { type: 'string', minLength: 1, maxLength: 20 },
  total: { type: 'number', minimum: 0 },
  currency: { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' },
  channel: { enum: ['web', 'shop'] },
  placed_on: { type: 'string', format: 'date' },
  lines: {
    type: 'array',
    maxItems: 3,
    items: { type: 'object', properties: { sku: { type: 'string' } } },
  },
};
const schema = anEventSchema({
  required: ['order_id'],
  properties: planned,
  additionalProperties: false,
});
/** The same event, where nothing is wrong with any of it. */
const mended = anEventSchema({ required: [] });

const rulesOf = (one: EventSchema) =>
  compileRules({
    sources: { web: { plan: { unplannedEvents: 'quarantine' } } },
    plan: trackingPlan(
      compileSchemas([one, anEventSchema({ $id: 'person.v1', 'x-type': 'identify' })]),
    ),
    traits: {
      orders: { count: 'Order Placed' },
      revenue: { sum: 'properties.total', of: 'Order Placed' },
      channel: { last: 'properties.channel', of: 'Order Placed' },
    },
  });

/** Each what it does to an order, the rule that it breaks, and where. */
const breakages: [change: object, rule: string, path: string][] = [
  [{ order_id: undefined }, 'missing', '/properties/order_id'],
  [{ order_id: '' }, 'too-short', '/properties/order_id'],
  [{ order_id: 'x'.repeat(21) }, 'too-long', '/properties/order_id'],
  [{ total: '12.50' }, 'wrong-type', '/properties/total'],
  [{ total: -1 }, 'out-of-range', '/properties/total'],
  [{ currency: 'usd' }, 'pattern', '/properties/currency'],
  [{ channel: 'fax' }, 'not-in-enum', '/properties/channel'],
  [{ placed_on: '31.1.2026' }, 'format', '/properties/placed_on'],
  [{ lines: [{ sku: 'a' }, { sku: 7 }] }, 'wrong-type', '/properties/lines/1/sku'],
  [{ colour: 'red' }, 'unplanned-property', '/properties/colour'],
];

const isBroken = (index: number): boolean => index % 100 === 7;
const breakageOf = (index: number) => breakages[Math.floor(index / 100) % breakages.length];

function eventOf(index: number): object {
  const [change] = (isBroken(index) ? breakageOf(index) : undefined) ?? [{}];
  const person = (index * 7) % 1000;
  const common = {
    userId: `u${person}`,
    anonymousId: `a${person}-${index % 2}`,
    messageId: `m${index}`,
  };
  if (!isBroken(index) && index % 5 === 0) {
    return { ...common, type: 'identify', traits: { plan: index % 3 === 0 ? 'pro' : 'free' } };
  }
  const properties = {
    order_id: `o${index}`,
    total: index % 90,
    currency: 'USD',
    channel: 'web',
    ...change,
  };
  return {
    ...common,
    type: 'track',
    event: 'Order Placed',
    timestamp: new Date(1.7e12 + index * 1000),
    properties,
  };
}

const events = Array.from({ length: 10_000 }, (_, index) => eventOf(index));
const messages: Message[] = Array.from({ length: 100 }, (_, index) =>
  aMessage(events.slice(index * 100, index * 100 + 100), { id: `message-${index}` }),
);

/** A few messages at a time, as a round takes them. */
async function sendAll(sent: readonly Message[], store: MemoryProfileStore, rules: Rules) {
  const outcomes: OutcomeRecord[] = [];
  const quarantined: QuarantinedEvent[] = [];
  for (let start = 0; start < sent.length; start += 5) {
    const round = sent.slice(start, start + 5);
    const processed = await pipeline(round, store, rules, packagedSources);
    outcomes.push(...processed.outcomes);
    quarantined.push(...processed.quarantined);
  }
  return { outcomes, quarantined };
}

it('of ten thousand events, the hundred that break the plan in ten ways are quarantined, and once the schema is mended and they are sent again, nothing tells that it ever failed', async () => {
  const [strict, free] = [rulesOf(schema), rulesOf(mended)];
  const [store, neverFailed] = [new MemoryProfileStore(), new MemoryProfileStore()];
  const { quarantined, outcomes } = await sendAll(messages, store, strict);
  const expected = events.flatMap((event, index) => {
    const [, rule, path] = (isBroken(index) ? breakageOf(index) : undefined) ?? [];
    return rule === undefined
      ? []
      : [{ rule, path, raw: { encoding: 'utf8', data: JSON.stringify(event) } }];
  });
  expect(expected).toHaveLength(100);
  expect(quarantined).toMatchObject(expected);
  expect(outcomes).toHaveLength(10_000);
  expect(outcomes.filter(({ outcome }) => outcome === 'applied')).toHaveLength(9_900);

  const again = quarantined.map(({ id, raw, source, receivedAt }) =>
    aMessage(Buffer.from(raw.data), { id, attributes: { source, receivedAt } }),
  );
  const replayed = await sendAll(again, store, free);
  expect(replayed.quarantined).toEqual([]);
  await sendAll(messages, neverFailed, free);
  expect((await keptIn(store)).snapshot).toBe((await keptIn(neverFailed)).snapshot);
}, 180_000);
