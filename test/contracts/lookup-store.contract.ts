import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LookupStore } from '../../shared/ports/lookup-store.ts';

/** An empty store, and how to be rid of it. */
interface OpenedLookupStore {
  store: LookupStore;
  close(): Promise<void>;
}

/** What every store of lookup tables keeps to. */
export function lookupStoreContract(name: string, open: () => Promise<OpenedLookupStore>): void {
  describe(`${name} keeps the contract of a lookup store:`, () => {
    let opened: OpenedLookupStore;
    let store: LookupStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const keysOf = async (table: string): Promise<string[]> => {
      const keys: string[] = [];
      for await (const key of store.keys(table)) keys.push(key);
      return keys.sort();
    };

    test('rows come in the order asked for, and a key without one gives nothing', async () => {
      await store.put('products', [
        { key: '1', row: { name: 'Ice' } },
        { key: '2', row: { name: 'Bread' } },
      ]);
      expect(await store.rows('products', ['2', '3', '1', '2'])).toEqual([
        { name: 'Bread' },
        undefined,
        { name: 'Ice' },
        { name: 'Bread' },
      ]);
      expect(await store.rows('products', [])).toEqual([]);
      expect(await store.rows('stores', ['1'])).toEqual([undefined]);
    });

    test('a row takes the place of the one before, as a whole; of equal keys the last wins', async () => {
      await store.put('products', [{ key: '1', row: { name: 'Ice', size: 'L' } }]);
      await store.put('products', [
        { key: '1', row: { name: 'Snow' } },
        { key: '1', row: { name: 'Ice cream' } },
      ]);
      expect(await store.rows('products', ['1'])).toEqual([{ name: 'Ice cream' }]);
      expect(await store.tables()).toEqual([{ table: 'products', rows: 1 }]);
    });

    test('any key and any JSON is kept as it is', async () => {
      const keys = ['a/b', '..', '__id__', 'ß'.repeat(250), ' ', 'a\nb', '🛒'];
      const row = {
        nested: { '': 1, __odd__: [[1, 2], [3]], 'a.b/c': null },
        list: [null, true, 1.5, 'x', { y: [] }],
        empty: {},
        none: null,
      };
      await store.put(
        'odd-table_1',
        keys.map((key) => ({ key, row: { ...row, key } })),
      );
      expect(await store.rows('odd-table_1', keys)).toEqual(keys.map((key) => ({ ...row, key })));
      expect(await keysOf('odd-table_1')).toEqual([...keys].sort());
    });

    test('tables do not see each other, and are told by name with their sizes', async () => {
      const rows = (count: number) =>
        Array.from({ length: count }, (_, index) => ({ key: `${index}`, row: { index } }));
      for (const [table, count] of [
        ['b', 3],
        ['a', 1],
        ['a-b', 2],
        ['A', 4],
      ] as const) {
        await store.put(table, rows(count));
      }
      expect(await store.tables()).toEqual([
        { table: 'A', rows: 4 },
        { table: 'a', rows: 1 },
        { table: 'a-b', rows: 2 },
        { table: 'b', rows: 3 },
      ]);
      expect(await keysOf('a')).toEqual(['0']);
      expect(await keysOf('nowhere')).toEqual([]);
    });

    test('what is removed is gone, and with its last row so is a table', async () => {
      await store.put('a', [
        { key: '1', row: {} },
        { key: '2', row: {} },
      ]);
      await store.remove('a', ['1', 'never there']);
      expect(await store.rows('a', ['1', '2'])).toEqual([undefined, {}]);
      await store.remove('a', ['2']);
      expect(await store.tables()).toEqual([]);
    });

    test('all keys of a table of many pages are told, each once', async () => {
      const keys = Array.from({ length: 2100 }, (_, index) => `k${index}`);
      for (let start = 0; start < keys.length; start += 300) {
        await store.put(
          'many',
          keys.slice(start, start + 300).map((key) => ({ key, row: {} })),
        );
      }
      expect(await keysOf('many')).toEqual([...keys].sort());
    });

    test('a row that was given or read can be changed without changing the kept one', async () => {
      const row = { tags: ['a'] };
      await store.put('a', [{ key: '1', row }]);
      row.tags.push('b');
      const [read] = await store.rows('a', ['1']);
      expect(read).toEqual({ tags: ['a'] });
      Object.assign(read ?? {}, { tags: [] });
      expect(await store.rows('a', ['1'])).toEqual([{ tags: ['a'] }]);
    });
  });
}
