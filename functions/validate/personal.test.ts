import { describe, expect, it } from 'vitest';
import type { PiiRule } from '../../shared/domain/plan/event-schema.ts';
import { trackingPlan } from '../../shared/domain/plan/tracking-plan.ts';
import { compileSchemas } from '../../shared/runtime/compile-schemas.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { anEventSchema } from '../../test/builders/schema-folder.ts';
import { validate } from './validate.ts';

const text = (pii: PiiRule) => ({ type: 'string', 'x-pii': pii }) as const;
const schemas = [
  anEventSchema({
    $id: 'person.v1',
    'x-type': 'identify',
    properties: { email: text('hash'), phone: text('hash'), name: text('mask') },
  }),
  anEventSchema({
    properties: {
      note: text('drop'),
      card: text('hash'),
      age: { type: 'integer', 'x-pii': 'hash' },
      guests: { type: 'array', items: { type: 'object', properties: { name: text('drop') } } },
      payer: {
        type: 'object',
        'x-pii': 'drop',
        properties: { iban: { type: 'string', maxLength: 4 } },
      },
    },
  }),
];
const rulesOf = (pepper: string) =>
  compileRules({
    sources: { web: { plan: { violations: 'drop' } } },
    plan: trackingPlan(compileSchemas(schemas)),
    privacy: { pepper },
  });
const rules = rulesOf('pepper of the test, long enough');

const validated = (event: object) => {
  const { events, quarantined } = validate([aMessage({ userId: 'u1', ...event })], rules);
  expect(quarantined).toEqual([]);
  return events[0];
};
const order = (properties: object) =>
  validated({ type: 'track', event: 'Order Placed', properties });

describe('a personal value', () => {
  it('is dropped, or hashed, wherever it is', () => {
    const event = order({
      note: 'n',
      card: '4111',
      guests: [{ name: 'Bo', seat: 1 }],
      age: 40,
      total: 1,
    });
    expect(event?.properties).toEqual({
      card: expect.stringMatching(/^hmac-sha256:[0-9a-f]{64}$/),
      guests: [{ seat: 1 }],
      age: expect.stringMatching(/^hmac-sha256:/),
      total: 1,
    });
  });

  it('is as personal in a flag as where it was', () => {
    const event = order({
      note: 7,
      card: 4111,
      guests: [{ name: ['Bo'] }],
      payer: { iban: 'GB33' },
    });
    expect(JSON.stringify(event)).not.toMatch(/4111|"Bo"|GB33|"value":7/);
    expect(event?.flags).toMatchObject([
      { path: '/properties/note' },
      { path: '/properties/card', value: expect.stringMatching(/^hmac-sha256:/) },
      { path: '/properties/guests/0/name' },
    ]);
    const within = order({ payer: { iban: 'GB33BUKB' } });
    expect(within?.flags).toMatchObject([{ rule: 'too-long', path: '/properties/payer/iban' }]);
    expect(JSON.stringify(within)).not.toContain('GB33BUKB');
  });

  it('has another hash under another secret, and the same under the same', () => {
    const hashUnder = (pepper: string) => {
      const event = {
        type: 'track',
        event: 'Order Placed',
        userId: 'u1',
        properties: { card: '4' },
      };
      return validate([aMessage(event)], rulesOf(pepper)).events[0]?.properties?.['card'];
    };
    expect(hashUnder('one secret that is long enough')).toBe(
      hashUnder('one secret that is long enough'),
    );
    expect(hashUnder('one secret that is long enough')).not.toBe(
      hashUnder('another that is long enough'),
    );
  });

  it('is dropped with a null kept, which unsets', () => {
    const free = anEventSchema({
      $id: 'p.v1',
      'x-type': 'identify',
      properties: { email: { 'x-pii': 'hash' } },
    });
    const { events } = validate(
      [aMessage({ type: 'identify', userId: 'u1', traits: { email: null } })],
      compileRules({
        sources: { web: {} },
        plan: trackingPlan(compileSchemas([free])),
        privacy: { pepper: 'pepper of the test, long enough' },
      }),
    );
    expect(events[0]?.traits).toEqual({ email: null });
  });
});

describe('an identifier that is hashed', () => {
  const emailOf = (traits: object) => validated({ type: 'identify', traits })?.traits?.['email'];
  const phoneOf = (traits: object) => validated({ type: 'identify', traits })?.traits?.['phone'];

  it('is the same however it is spelt', () => {
    expect(emailOf({ email: ' Ana@Example.com ' })).toBe(emailOf({ email: 'ana@example.com' }));
    expect(phoneOf({ phone: '+44 20 7946 0123' })).toBe(phoneOf({ phone: '0044 (0)20 79460123' }));
  });

  it('is the same in the context, and as an external id', () => {
    const email = 'ana@example.com';
    const event = validated({
      type: 'page',
      context: { traits: { email }, externalIds: [{ type: 'email', id: email }] },
    });
    const hash = emailOf({ email });
    expect(event?.context?.traits).toEqual({ email: hash });
    expect(event?.context?.externalIds).toEqual([{ type: 'email', id: hash }]);
  });

  it('identifies nobody where the value is blocked, or no number', () => {
    const event = { type: 'identify', traits: { email: 'anonymous', phone: '12345' } };
    const { events, quarantined } = validate([aMessage(event)], rules);
    expect(events).toEqual([]);
    expect(quarantined).toMatchObject([{ rule: 'no-identifier' }]);
  });
});
