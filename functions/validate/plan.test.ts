import { describe, expect, it } from 'vitest';
import type { EventSchema } from '../../shared/domain/plan/event-schema.ts';
import type { PlanPolicy } from '../../shared/domain/plan/plan-policy.ts';
import { trackingPlan } from '../../shared/domain/plan/tracking-plan.ts';
import { compileSchemas } from '../../shared/runtime/compile-schemas.ts';
import { compileRules, type Rules } from '../../shared/runtime/rules.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { validate } from './validate.ts';

const orders: EventSchema = {
  $id: 'order-placed.v1',
  title: 'OrderPlaced',
  'x-event': 'Order Placed',
  type: 'object',
  required: ['order_id'],
  properties: {
    order_id: { type: 'string', minLength: 1, maxLength: 20 },
    revenue: { type: 'number', minimum: 0 },
    currency: { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' },
    channel: { enum: ['web', 'shop'] },
    placed_on: { type: 'string', format: 'date' },
    customer: {
      type: 'object',
      required: ['segment'],
      properties: { segment: { type: 'string' } },
    },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        required: ['sku'],
        properties: { sku: { type: 'string' }, price: { type: 'number' } },
      },
    },
  },
};
const closed: EventSchema = {
  $id: 'coupon-applied.v1',
  title: 'CouponApplied',
  'x-event': 'Coupon Applied',
  type: 'object',
  additionalProperties: false,
  properties: { code: { type: 'string' } },
};

const rulesWith = (policy: PlanPolicy, schemas: EventSchema[] = [orders, closed]): Rules =>
  compileRules({
    sources: { web: { plan: policy } },
    plan: trackingPlan(compileSchemas(schemas)),
  });

const order = (properties: object, parts: object = {}) => ({
  type: 'track',
  event: 'Order Placed',
  userId: 'u1',
  messageId: 'm1',
  properties: { order_id: 'o1', ...properties },
  ...parts,
});

function outcomeOf(event: object, policy: PlanPolicy, schemas?: EventSchema[]) {
  const { events, quarantined } = validate([aMessage(event)], rulesWith(policy, schemas));
  expect(events.length + quarantined.length).toBe(1);
  return { event: events[0], quarantined: quarantined[0] };
}

const brokenOrders: [string, object, string, string][] = [
  [
    'a required property that is missing',
    order({ order_id: undefined }),
    'missing',
    '/properties/order_id',
  ],
  ['a value of another type', order({ revenue: '12.50' }), 'wrong-type', '/properties/revenue'],
  [
    'a value that is none of the planned',
    order({ channel: 'fax' }),
    'not-in-enum',
    '/properties/channel',
  ],
  ['a text that does not match', order({ currency: 'usd' }), 'pattern', '/properties/currency'],
  [
    'a text of another format',
    order({ placed_on: '31/01/2026' }),
    'format',
    '/properties/placed_on',
  ],
  [
    'a day that no calendar has',
    order({ placed_on: '2026-02-30' }),
    'format',
    '/properties/placed_on',
  ],
  [
    'a text that is too long',
    order({ order_id: 'x'.repeat(21) }),
    'too-long',
    '/properties/order_id',
  ],
  ['a text that is too short', order({ order_id: '' }), 'too-short', '/properties/order_id'],
  ['a number out of its range', order({ revenue: -1 }), 'out-of-range', '/properties/revenue'],
  [
    'a member of a list',
    order({ lines: [{ sku: 'a' }, { sku: 7 }] }),
    'wrong-type',
    '/properties/lines/1/sku',
  ],
];

describe('an event that breaks its schema', () => {
  it.each(brokenOrders)(
    'is quarantined for %s, with the place and what to do',
    (_, event, rule, path) => {
      const { quarantined } = outcomeOf(event, {});
      expect(quarantined).toMatchObject({ rule, path });
      expect(quarantined?.message).toContain(path);
      expect(quarantined?.message).toMatch(
        /Correct the sender, or the schema order-placed.v1, and replay\.$/,
      );
      expect(quarantined?.raw.data).toBe(JSON.stringify(event));
    },
  );

  it.each(brokenOrders.slice(1))(
    'goes on without it where the source drops: %s, the value kept in a flag',
    (_, event, rule, path) => {
      const { event: taken } = outcomeOf(event, { violations: 'drop' });
      expect(taken?.flags).toMatchObject([{ rule, path }]);
      expect(taken?.flags?.[0]?.value).toBeDefined();
      expect(JSON.stringify(taken?.properties)).not.toContain(
        JSON.stringify(taken?.flags?.[0]?.value),
      );
    },
  );

  it('goes on with a flag where the source drops and a property is missing, and all else is judged', () => {
    const event = order({
      order_id: undefined,
      revenue: '12.50',
      customer: {},
      lines: [{ price: 1 }],
    });
    const { event: taken } = outcomeOf(event, { violations: 'drop' });
    expect(taken?.properties).toEqual({ customer: {}, lines: [{ price: 1 }] });
    expect(taken?.flags).toMatchObject([
      { rule: 'wrong-type', path: '/properties/revenue', value: '12.50' },
      { rule: 'missing', path: '/properties/order_id' },
      { rule: 'missing', path: '/properties/customer/segment' },
      { rule: 'missing', path: '/properties/lines/0/sku' },
    ]);
  });

  it('tells of what it drops from a list by the position that it came at', () => {
    const { event } = outcomeOf(order({ lines: [1, { sku: 'a' }, 2, { sku: 3 }] }), {
      violations: 'drop',
    });
    expect(event?.properties).toEqual({ order_id: 'o1', lines: [{ sku: 'a' }, {}] });
    expect(event?.flags).toMatchObject([
      { path: '/properties/lines/0', value: 1 },
      { path: '/properties/lines/2', value: 2 },
      { path: '/properties/lines/3/sku', value: 3 },
    ]);
  });

  it('is quarantined where there is more to drop than a validator is asked for', () => {
    const event = order({ lines: Array.from({ length: 30 }, (_, index) => index) });
    const { quarantined } = outcomeOf(event, { violations: 'drop' });
    expect(quarantined).toMatchObject({ rule: 'wrong-type' });
    expect(quarantined?.raw.data).toBe(JSON.stringify(event));
  });

  it('is quarantined, though the source drops, where it is the whole that is wrong', () => {
    const pair: EventSchema = { ...orders, minProperties: 3 };
    const { quarantined } = outcomeOf(order({}), { violations: 'drop' }, [pair]);
    expect(quarantined).toMatchObject({ rule: 'too-short', path: '/properties' });
  });
});

describe('an event that is not planned', () => {
  const event = { type: 'track', event: 'Wheel Spun', userId: 'u1', messageId: 'm1' };

  it('is taken as it is where nothing is said', () => {
    expect(outcomeOf(event, {}).event).not.toHaveProperty('flags');
  });

  it('is taken with a flag', () => {
    expect(outcomeOf(event, { unplannedEvents: 'flag' }).event?.flags).toMatchObject([
      { rule: 'unplanned-event', path: '/event' },
    ]);
  });

  it('is quarantined', () => {
    const { quarantined } = outcomeOf(event, { unplannedEvents: 'quarantine' });
    expect(quarantined).toMatchObject({ rule: 'unplanned-event', path: '/event' });
    expect(quarantined?.message).toContain('cdp schema infer');
  });

  it('is free where it is of a type without schemas', () => {
    const page = { type: 'page', userId: 'u1' };
    expect(outcomeOf(page, { unplannedEvents: 'quarantine' }).event).not.toHaveProperty('flags');
  });
});

describe('a property that is not planned', () => {
  const event = order({
    colour: 'red',
    customer: { segment: 's', 'a/b': 1 },
    lines: [{ sku: 'a', x: [2] }],
  });
  const found = [
    { rule: 'unplanned-property', path: '/properties/colour' },
    { rule: 'unplanned-property', path: '/properties/customer/a~1b' },
    { rule: 'unplanned-property', path: '/properties/lines/0/x' },
  ];

  it('is taken as it is where nothing is said', () => {
    expect(outcomeOf(event, {}).event?.properties).toEqual(event.properties);
  });

  it('is taken with a flag', () => {
    const { event: taken } = outcomeOf(event, { unplannedProperties: 'flag' });
    expect(taken?.properties).toEqual(event.properties);
    expect(taken?.flags).toMatchObject(found);
  });

  it('is dropped, and kept in a flag', () => {
    const { event: taken } = outcomeOf(event, { unplannedProperties: 'drop' });
    expect(taken?.properties).toEqual({
      order_id: 'o1',
      customer: { segment: 's' },
      lines: [{ sku: 'a' }],
    });
    const values = ['red', 1, [2]];
    expect(taken?.flags).toMatchObject(
      found.map((flag, index) => ({ ...flag, value: values[index] })),
    );
  });

  it('quarantines the event', () => {
    expect(outcomeOf(event, { unplannedProperties: 'quarantine' }).quarantined).toMatchObject({
      rule: 'unplanned-property',
      path: '/properties/colour',
    });
  });

  it('breaks a schema that allows no others, whatever the policy on unplanned properties', () => {
    const coupon = { ...order({}), event: 'Coupon Applied', properties: { code: 'A', value: 5 } };
    for (const unplannedProperties of ['accept', 'flag', 'quarantine'] as const) {
      expect(outcomeOf(coupon, { unplannedProperties }).quarantined).toMatchObject({
        rule: 'unplanned-property',
        path: '/properties/value',
      });
    }
    const dropped = outcomeOf(coupon, { violations: 'drop' }).event;
    expect(dropped?.properties).toEqual({ code: 'A' });
    expect(dropped?.flags).toMatchObject([{ path: '/properties/value', value: 5 }]);
  });

  it('is told of a bounded number of times', () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`p${index}`, 1]));
    const { event: flagged } = outcomeOf(order(many), { unplannedProperties: 'flag' });
    expect(flagged?.flags).toHaveLength(50);
    expect(flagged?.flags?.at(-1)?.message).toBe('There are 31 more of this kind.');
    expect(outcomeOf(order(many), { unplannedProperties: 'drop' }).quarantined).toMatchObject({
      rule: 'unplanned-property',
    });
  });
});

describe('versions of a schema', () => {
  const second: EventSchema = {
    ...orders,
    $id: 'order-placed.v2',
    title: 'OrderPlaced2',
    required: ['order_id', 'revenue'],
  };
  const named = (event_version: unknown) =>
    order({}, { context: { protocols: { event_version } } });

  it('are judged by the one that the event names, else by the highest', () => {
    const schemas = [second, orders];
    expect(outcomeOf(named(1), {}, schemas).event).toBeDefined();
    expect(outcomeOf(named('1'), {}, schemas).event).toBeDefined();
    expect(outcomeOf(named(2), {}, schemas).quarantined?.rule).toBe('missing');
    expect(outcomeOf(order({}), {}, schemas).quarantined?.rule).toBe('missing');
  });

  it('are not planned where there is no such version', () => {
    expect(outcomeOf(named(3), {}, [orders, second]).event).toBeDefined();
    const { quarantined } = outcomeOf(named(3), { unplannedEvents: 'quarantine' }, [
      orders,
      second,
    ]);
    expect(quarantined?.rule).toBe('unplanned-event');
    expect(quarantined?.message).toContain('has no version 3, only 2, 1');
  });
});

describe('the traits of people and of accounts, and the properties of pages', () => {
  const typed = (type: 'identify' | 'group' | 'page' | 'screen'): EventSchema => ({
    $id: `${type}.v1`,
    title: type,
    'x-type': type,
    type: 'object',
    properties: { seats: { type: 'integer' } },
  });

  it.each([
    ['identify', 'traits'],
    ['group', 'traits'],
    ['page', 'properties'],
    ['screen', 'properties'],
  ] as const)('of %s are judged by the schema of the type', (type, body) => {
    const event = { type, userId: 'u1', groupId: 'g1', [body]: { seats: 'many' } };
    const { quarantined } = outcomeOf(event, {}, [typed(type)]);
    expect(quarantined).toMatchObject({ rule: 'wrong-type', path: `/${body}/seats` });
  });
});

describe('a blocked source', () => {
  it('has all that it sends quarantined, each event for itself, until it is trusted again', () => {
    const rules = compileRules({ sources: { web: { blocked: true } } });
    const { events, quarantined } = validate([aMessage([order({}), null])], rules);
    expect(events).toEqual([]);
    expect(quarantined.map(({ rule }) => rule)).toEqual(['blocked-source', 'blocked-source']);
  });
});
