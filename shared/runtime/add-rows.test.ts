import { describe, expect, it } from 'vitest';
import { anEvent } from '../../test/builders/events.ts';
import { MemoryLookupStore } from '../adapters/memory/lookup-store.ts';
import type { LookupConfig } from '../domain/enrichment/enrichment-config.ts';
import { enrichmentRules } from '../domain/enrichment/enrichment-rules.ts';
import type { CanonicalEvent } from '../domain/event/event.ts';
import type { RowReader } from '../ports/lookup-store.ts';
import { addRows } from './add-rows.ts';

const ice = { department: 'FROZEN', name: 'Ice', tags: ['cold'] };
const bread = { department: 'BAKERY', name: 'Bread' };

async function products(): Promise<MemoryLookupStore> {
  const store = new MemoryLookupStore();
  await store.put('products', [
    { key: '1', row: ice },
    { key: '2', row: bread },
  ]);
  return store;
}

async function added(
  parts: Partial<CanonicalEvent>,
  config: LookupConfig,
): Promise<CanonicalEvent> {
  const { lookups } = enrichmentRules({ lookups: { products: config } });
  const event = anEvent({ type: 'track', event: 'Order Completed', ...parts });
  const before = structuredClone(event);
  const [enriched] = await addRows([event], lookups, await products());
  expect(event).toEqual(before);
  return enriched ?? event;
}

const list = { key: 'properties.products[].id', into: 'properties.products[]' };
const single = { key: 'properties.id', into: 'context.product' };

describe('rows of a table', () => {
  it.each<[string, LookupConfig, object, object]>([
    ['by a key', single, { properties: { id: '1' } }, { context: { product: ice } }],
    ['by a number', single, { properties: { id: 2 } }, { context: { product: bread } }],
    [
      'only some of their fields',
      { ...single, fields: ['name', 'price'] },
      { properties: { id: '1' } },
      { context: { product: { name: 'Ice' } } },
    ],
    [
      'beside what is there, which stays',
      single,
      { properties: { id: '1' }, context: { ip: 'x', product: { name: 'said' } } },
      { context: { ip: 'x', product: { ...ice, name: 'said' } } },
    ],
    [
      'not over what is no object',
      single,
      { properties: { id: '1' }, context: { product: 'said' } },
      { context: { product: 'said' } },
    ],
    [
      'not through what is no object',
      { ...single, into: 'properties.details.product' },
      { properties: { id: '1', details: 7 } },
      { properties: { id: '1', details: 7 } },
    ],
    [
      'deep, where there is nothing yet',
      { ...single, into: 'properties.a.b' },
      { properties: { id: '1' } },
      { properties: { id: '1', a: { b: ice } } },
    ],
    [
      'in the items of a list',
      list,
      {
        properties: {
          products: [{ id: '1', n: 3 }, { id: '9' }, null, 'x', { id: '2', name: 'said' }],
        },
      },
      {
        properties: {
          products: [
            { ...ice, id: '1', n: 3 },
            { id: '9' },
            null,
            'x',
            { ...bread, id: '2', name: 'said' },
          ],
        },
      },
    ],
    [
      'within the items of a list',
      { ...list, into: 'properties.products[].row', fields: ['name'] },
      { properties: { products: [{ id: '1' }] } },
      { properties: { products: [{ id: '1', row: { name: 'Ice' } }] } },
    ],
    [
      'of other events not at all',
      { ...single, of: ['Product Viewed'] },
      { properties: { id: '1' } },
      {},
    ],
    ['of a key without a row not at all', single, { properties: { id: '9' } }, {}],
    ['of no key not at all', single, { properties: { id: null } }, {}],
    ['of a list that is none not at all', list, { properties: { products: { id: '1' } } }, {}],
  ])('are added %s', async (_, config, parts, expected) => {
    const { flags, properties, context } = await added(parts, config);
    expect(flags).toBeUndefined();
    expect({ properties, context }).toEqual({
      properties: undefined,
      context: undefined,
      ...parts,
      ...expected,
    });
  });

  it('are added to the first five hundred items of a list', async () => {
    const items = Array.from({ length: 600 }, () => ({ id: '1' }));
    const { properties } = await added({ properties: { products: items } }, list);
    const enriched = properties?.['products'] as Record<string, unknown>[];
    expect(enriched.map((item) => 'name' in item)).toEqual(items.map((_, index) => index < 500));
  });

  it('are read once for all events and all lookups of a table', async () => {
    const store = await products();
    const reads: [string, readonly string[]][] = [];
    const reader: RowReader = {
      rows(table, keys) {
        reads.push([table, keys]);
        return store.rows(table, keys);
      },
    };
    const { lookups } = enrichmentRules({
      lookups: {
        products: list,
        viewed: { ...single, table: 'products' },
        stores: { key: 'properties.store', into: 'context.store' },
      },
    });
    const events = [
      anEvent({ properties: { id: '1', products: [{ id: '2' }, { id: '1' }] } }),
      anEvent({ properties: { id: '2' } }),
      anEvent({}),
    ];
    const enriched = await addRows(events, lookups, reader);
    expect(reads).toEqual([['products', ['2', '1']]]);
    expect(enriched.map(({ context }) => context?.['product'])).toEqual([ice, bread, undefined]);
  });

  it('that can not be read flag the events that asked for them, and no others', async () => {
    const reader: RowReader = {
      rows: async (table, keys) => {
        if (table === 'products') throw new Error('Firestore is away');
        return keys.map(() => ({ city: 'Lyon' }));
      },
    };
    const { lookups } = enrichmentRules({
      lookups: { products: single, stores: { key: 'properties.store', into: 'context.store' } },
    });
    const events = [
      anEvent({ properties: { id: '1', store: 's' } }),
      anEvent({ properties: { store: 's' } }),
    ];
    const [asked, other] = await addRows(events, lookups, reader);
    expect(asked?.flags).toEqual([
      {
        rule: 'enrichment-failed',
        path: '/context/product',
        message: 'lookup products: Firestore is away',
      },
    ]);
    expect(asked?.context).toEqual({ store: { city: 'Lyon' } });
    expect(other?.flags).toBeUndefined();
  });
});
