import { documentId } from '../../domain/digest.ts';
import type { LookupStore } from '../../ports/lookup-store.ts';
import type { Environment } from './environment.ts';

/** A row's place: tables lie together, and any key is short enough. */
const placeOf = (table: string, key: string): [string, string] => [table, documentId(key)];

/** Behind all places of a table: ids are hexadecimal. */
const endOf = (table: string): [string, string] => [table, '~'];

/** Keeps lookup tables in LMDB, where readers of other processes see them at once. */
export function embeddedLookupStore({ root, lookups }: Environment): LookupStore {
  return {
    rows: async (table, keys) => keys.map((key) => lookups.get(placeOf(table, key))?.row),
    async put(table, rows) {
      await root.transaction(() => {
        for (const { key, row } of rows) lookups.put(placeOf(table, key), { key, row });
      });
    },
    async remove(table, keys) {
      await root.transaction(() => {
        for (const key of keys) lookups.remove(placeOf(table, key));
      });
    },
    async *keys(table) {
      const range = lookups.getRange({ start: [table, ''], end: endOf(table) });
      yield* [...range].map(({ value }) => value.key);
    },
    async tables() {
      const tables: { table: string; rows: number }[] = [];
      for (;;) {
        const last = tables.at(-1)?.table;
        const [next] = lookups.getKeys({ ...(last && { start: endOf(last) }), limit: 1 });
        if (next === undefined) return tables;
        const [table] = next;
        const rows = lookups.getKeysCount({ start: [table, ''], end: endOf(table) });
        tables.push({ table, rows });
      }
    },
    // The environment is the platform's, which closes it.
    close: async () => {},
  };
}
