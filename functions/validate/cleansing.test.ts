import { describe, expect, it } from 'vitest';
import type { Schema } from '../../shared/domain/plan/event-schema.ts';
import { trackingPlan } from '../../shared/domain/plan/tracking-plan.ts';
import { compileSchemas } from '../../shared/runtime/compile-schemas.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { anEventSchema } from '../../test/builders/schema-folder.ts';
import { validate } from './validate.ts';

/** What a property becomes, or the rule that it breaks. */
function cleaned(value: unknown, schema: Schema): unknown {
  const rules = compileRules({
    sources: { web: {} },
    plan: trackingPlan(compileSchemas([anEventSchema({ properties: { value: schema } })])),
  });
  const event = { type: 'track', event: 'Order Placed', userId: 'u1', properties: { value } };
  const { events, quarantined } = validate([aMessage(event)], rules);
  return quarantined[0]?.rule ?? events[0]?.properties?.['value'];
}

const number = { type: 'number', 'x-coerce': true } as const;
const time = { type: 'string', format: 'date-time', 'x-coerce': true } as const;

describe('texts are cleaned where the schema says so', () => {
  it.each<[string, unknown, Schema, unknown]>([
    ['outer space goes', ' Ana \n', { type: 'string', 'x-clean': ['trim'] }, 'Ana'],
    ['Unicode is composed', 'Zoe\u0308', { type: 'string', 'x-clean': ['nfc'] }, 'Zo\u00eb'],
    [
      'of all texts within',
      [' a ', { b: ' c' }],
      { 'x-clean': ['trim'], items: { properties: { b: {} } } },
      ['a', { b: 'c' }],
    ],
    [
      'before they are judged',
      ' USD ',
      { type: 'string', enum: ['USD'], 'x-clean': ['trim'] },
      'USD',
    ],
    ['and not where it does not', ' Ana ', { type: 'string' }, ' Ana '],
  ])('%s', (_, value, schema, expected) => {
    expect(cleaned(value, schema)).toEqual(expected);
  });
});

describe('numbers in texts', () => {
  it.each([
    ['12.50', 12.5],
    [' -3 ', -3],
    ['+7', 7],
    ['1e3', 1000],
    ['0.1', 0.1],
    [12.5, 12.5],
  ])('%j is the number %d', (value, expected) => {
    expect(cleaned(value, number)).toBe(expected);
  });

  it.each([
    '1,299.00',
    '12,50',
    '',
    ' ',
    '0x10',
    'Infinity',
    'NaN',
    '1.',
    '.5',
    '12 €',
    '12345678901234567890',
    true,
    [],
  ])('%j is none: it could mean another, or lose digits', (value) => {
    expect(cleaned(value, number)).toBe('wrong-type');
  });

  it('are whole where the schema says so', () => {
    const integer = { type: 'integer', 'x-coerce': true } as const;
    expect(cleaned('42', integer)).toBe(42);
    expect(cleaned('42.5', integer)).toBe('wrong-type');
  });
});

describe('other types', () => {
  it('booleans are true and false, and texts are what a number or a boolean is written as', () => {
    expect(cleaned('true', { type: 'boolean', 'x-coerce': true })).toBe(true);
    expect(cleaned('yes', { type: 'boolean', 'x-coerce': true })).toBe('wrong-type');
    expect(cleaned(1007, { type: 'string', 'x-coerce': true })).toBe('1007');
  });

  it('a value of one of the types stays as it is', () => {
    expect(cleaned('7', { type: ['string', 'number'], 'x-coerce': true })).toBe('7');
    expect(cleaned(null, { type: ['number', 'null'], 'x-coerce': true })).toBeNull();
  });
});

describe('times', () => {
  it.each([
    ['2026-01-31 10:00', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T10:00:00.1234Z', '2026-01-31T10:00:00.123Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    [1_769_853_600, '2026-01-31T10:00:00.000Z'],
    [1_769_853_600_000, '2026-01-31T10:00:00.000Z'],
    ['1769853600', '2026-01-31T10:00:00.000Z'],
  ])('%j is %s', (value, expected) => {
    expect(cleaned(value, time)).toBe(expected);
  });

  it.each(['31/01/2026', '2026-02-30', '2026-13-01', '2026-01-31T25:00', 'yesterday'])(
    '%j is none',
    (value) => {
      expect(cleaned(value, time)).toBe('format');
    },
  );

  it('are days where the schema says so', () => {
    const date = { type: 'string', format: 'date', 'x-coerce': true } as const;
    expect(cleaned('2026-01-31 23:30', date)).toBe('2026-01-31');
  });
});

it('leaves the id of an event that has none as the sender’s words make it', () => {
  const event = {
    type: 'track',
    event: 'Order Placed',
    userId: 'u1',
    properties: { value: ' a ' },
  };
  const idUnder = (schema: Schema) => {
    const plan = trackingPlan(compileSchemas([anEventSchema({ properties: { value: schema } })]));
    return validate([aMessage(event)], compileRules({ sources: { web: {} }, plan })).events[0];
  };
  const [plain, trimmed] = [idUnder({}), idUnder({ 'x-clean': ['trim'] })];
  expect(trimmed?.properties).toEqual({ value: 'a' });
  expect(trimmed?.messageId).toBe(plain?.messageId);
});
