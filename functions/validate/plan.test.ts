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
    customer: { type: 'object', required: ['segment'], properties: { segment: { type: 'string' } } },
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
  ['a required property that is missing', order({ order_id: undefined }), 'missing', '/properties/order_id'],
  ['a value of another type', order({ revenue: '12.50' }), 'wrong-type', '/properties/revenue'],
  ['a value that is none of the planned', order({ channel: 'fax' }), 'not-in-enum', '/properties/channel'],
  ['a text that does not match', order({ currency: 'usd' }), 'pattern', '/properties/currency'],
  ['a text of another format', order({ placed_on: '31/01/2026' }), 'format', '/properties/placed_on'],
  ['a day that no calendar has', order({ placed_on: '2026-02-30' }), 'format', '/properties/placed_on'],
  ['a text that is too long', order({ order_id: 'x'.repeat(21) }), 'too-long', '/properties/order_id'],
  ['a text that is too short', order({ order_id: '' }), 'too-short', '/properties/order_id'],
  ['a number out of its range', order({ revenue: -1 }), 'out-of-range', '/properties/revenue'],
  ['a member of a list', order({ lines: [{ sku: 'a' }, { sku: 7 }] }), 'wrong-type', '/properties/lines/1/sku'],
];

describe('an event that breaks its schema', () => {
  it.each(brokenOrders)('is quarantined for %s, with the place and what to do', (_, event, rule, path) => {
    const { quarantined } = outcomeOf(event, {});
    expect(quarantined).toMatchObject({ rule, path });
    expect(quarantined?.message).toContain(path);
    expect(quarantined?.message).toMatch(/Correct the sender, or the schema order-placed.v1, and replay\.$/);
    expect(quarantined?.raw.data).toBe(JSON.stringify(event));
  });

  it.each(brokenOrders.slice(1))(
    'goes on without it where the source drops: %s, the value kept in a flag',
    (_, event, rule, path) => {
      const { event: taken } = outcomeOf(event, { violations: 'drop' });
      expect(taken?.flags).toMatchObject([{ rule, path }]);
      expect(taken?.flags?.[0]?.value).toBeDefined();
      expect(JSON.stringify(taken?.properties)).not.toContain(JSON.stringify(taken?.flags?.[0]?.value));
    },
  );

  it('goes on with a flag where the source drops and a property is missing, and all else is judged', () => {
    const event = order({ order_id: undefined, revenue: '12.50', customer: {}, lines: [{ price: 1 }] });
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

});
