import { describe, expect, it } from 'vitest';
import { anEvent } from '../../../test/builders/events.ts';
import { noFacts } from '../../../test/builders/some-facts.ts';
import { convert } from './convert.ts';
import { enrichEvent } from './enrich-event.ts';
import type { CurrencyConfig } from './enrichment-config.ts';
import { enrichmentRules } from './enrichment-rules.ts';

const currency: CurrencyConfig = {
  reporting: 'USD',
  rates: {
    '2025-01-01': { EUR: 1.03, JPY: 0.0064 },
    '2026-01-01': { EUR: 1.08 },
  },
};

const enriched = (properties: Record<string, unknown>, timestamp = '2026-01-01T00:00:00.000Z') =>
  enrichEvent(
    anEvent({ type: 'track', event: 'Order Completed', properties, timestamp }),
    noFacts,
    enrichmentRules({ currency }).enrichers,
  );

describe('amounts in the reporting currency', () => {
  it.each<[string, string, Record<string, unknown>, object | undefined]>([
    [
      'the rate of the day',
      '2026-01-01',
      { currency: 'EUR', revenue: 10 },
      { currency: 'USD', rate: 1.08, asOf: '2026-01-01', revenue: 10.8 },
    ],
    [
      'the rate before it',
      '2025-12-31',
      { currency: 'EUR', revenue: 10 },
      { currency: 'USD', rate: 1.03, asOf: '2025-01-01', revenue: 10.3 },
    ],
    [
      'an older rate that no table has changed',
      '2026-06-01',
      { currency: 'JPY', total: 1500, tax: 100 },
      { currency: 'USD', rate: 0.0064, asOf: '2025-01-01', total: 9.6, tax: 0.64 },
    ],
    [
      'the reporting currency itself',
      '2020-01-01',
      { currency: 'usd ', value: 12.34 },
      { currency: 'USD', rate: 1, asOf: '2020-01-01', value: 12.34 },
    ],
    [
      'numbers only',
      '2026-01-01',
      { currency: 'EUR', revenue: '10', price: null, value: 1e300 },
      undefined,
    ],
    ['no amounts at all', '2026-01-01', { currency: 'XXX' }, undefined],
    ['no currency', '2026-01-01', { revenue: 10 }, undefined],
  ])('take %s', (_, day, properties, reporting) => {
    const event = enriched(properties, `${day}T23:59:59.999Z`);
    expect(event.context?.['reporting']).toEqual(reporting);
    expect(event.flags).toBeUndefined();
    expect(event.properties).toEqual(properties);
  });

  it.each([
    ['an unknown currency', 'GBP', '2026-01-01'],
    ['a day before the first rate', 'EUR', '2024-12-31'],
  ])('are flagged for %s', (_, code, day) => {
    const event = enriched({ currency: code, revenue: 1 }, `${day}T00:00:00.000Z`);
    expect(event.flags).toEqual([
      {
        rule: 'no-exchange-rate',
        path: '/properties/currency',
        message: expect.stringContaining(`from ${code} to USD on ${day}`),
      },
    ]);
    expect(event.context).toBeUndefined();
  });

  it.each([
    [0.1, 3, 0.3],
    [19.99, 1.0825, 21.639175],
    [0.0000005, 1, 0.000001],
    [0.00000049, 1, 0],
    [-0.0000005, 1, -0.000001],
    [-12.5, 1.1, -13.75],
    [1e15, 1.5, 1.5e15],
    [1e-7, 1e7, 1],
  ])('are exact to six decimal places: %d at %d is %d', (amount, rate, expected) => {
    expect(convert(amount, rate)).toBe(expected);
  });
});
