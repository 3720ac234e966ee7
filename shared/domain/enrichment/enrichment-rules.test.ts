import { describe, expect, it } from 'vitest';
import type { EnrichmentConfig, LookupConfig } from './enrichment-config.ts';
import { enrichmentRules } from './enrichment-rules.ts';

const lookups = (config: object): EnrichmentConfig => ({
  lookups: {
    products: { key: 'properties.sku', into: 'context.product', ...config } as LookupConfig,
  },
});

const rates = (config: object): EnrichmentConfig => ({
  currency: { reporting: 'USD', rates: { '2026-01-01': { EUR: 1.08 } }, ...config },
});

describe('the configuration of enrichment', () => {
  it.each<[string, object, string]>([
    ['an unknown member', { lookup: {} }, 'enrichment: unknown: lookup. Known are off, ip,'],
    ['an unknown enricher', { off: ['weather'] }, 'there is no "weather"'],
    ['an unknown way to keep addresses', { ip: { keep: 'half' } }, 'full, truncated, none'],
    ['an unknown member of ip', { ip: { asnFile: 'x' } }, 'enrichment.ip: unknown: asnFile'],
    [
      'a word that is no currency',
      rates({ reporting: 'dollars' }),
      '"dollars" is no currency code',
    ],
    ['a day that is none', rates({ rates: { '2026-02-30': {} } }), '"2026-02-30" is no day'],
    ['a rate that is none', rates({ rates: { '2026-01-01': { EUR: 0 } } }), 'EUR: 0 is no rate'],
    [
      'a rate in small letters',
      rates({ rates: { '2026-01-01': { eur: 1 } } }),
      'eur: 1 is no rate',
    ],
    ['rates without days', rates({ rates: { EUR: 1.08 } }), '"EUR" is no day'],
    ['an amount that has a meaning', rates({ amounts: ['rate'] }), '"rate" is taken'],
    ['a table that is none', lookups({ table: 'a/b' }), '"a/b" is no table\'s name'],
    ['a path that is none', lookups({ key: 'properties..sku' }), '"properties..sku" is no path'],
    ['two lists', lookups({ key: 'properties.a[].b[].c' }), 'is no path'],
    ['a way into prototypes', lookups({ into: 'properties.__proto__.x' }), 'is no path'],
    [
      'a list that only one path is in',
      lookups({ key: 'properties.products[].sku' }),
      'the same list',
    ],
    [
      'no member of the items',
      lookups({ key: 'properties.x[]', into: 'properties.x[].y' }),
      '"key" must name a member',
    ],
    ['a row in place of an id', lookups({ into: 'userId' }), '"into" must lie within'],
    ['a row in place of all properties', lookups({ into: 'properties' }), '"into" must lie within'],
    ['a row among the identifiers', lookups({ into: 'context.externalIds' }), 'for senders to say'],
    [
      'a row among the traits of the context',
      lookups({ into: 'context.traits.x' }),
      'for senders to say',
    ],
    [
      'a key that another lookup adds',
      {
        lookups: {
          products: { key: 'properties.sku', into: 'context.product' },
          makers: { key: 'context.product.maker_id', into: 'context.maker' },
        },
      },
      'is what the lookup "products" adds',
    ],
  ])('is refused with %s, and told why', (_, config, message) => {
    expect(() => enrichmentRules(config as EnrichmentConfig)).toThrow(message);
  });

  it('may look up a member of what another lookup adds to, where that one adds others', () => {
    const { lookups: compiled } = enrichmentRules({
      lookups: {
        products: {
          key: 'properties.products[].sku',
          into: 'properties.products[]',
          fields: ['department'],
        },
        stock: { key: 'properties.products[].sku', into: 'properties.products[].stock' },
      },
    });
    expect(compiled.map(({ table }) => table)).toEqual(['products', 'stock']);
  });
});
