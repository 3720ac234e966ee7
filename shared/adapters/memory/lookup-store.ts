import type { LookupRow } from '../../domain/enrichment/lookup-row.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { LookupStore } from '../../ports/lookup-store.ts';

/** Keeps lookup tables in memory. */
export class MemoryLookupStore implements LookupStore {
  readonly #tables = new Map<string, Map<string, JsonObject>>();

  async rows(table: string, keys: readonly string[]): Promise<(JsonObject | undefined)[]> {
    const rows = this.#tables.get(table);
    return keys.map((key) => structuredClone(rows?.get(key)));
  }

  async put(table: string, rows: readonly LookupRow[]): Promise<void> {
    const kept = this.#tables.get(table) ?? new Map<string, JsonObject>();
    for (const { key, row } of rows) kept.set(key, structuredClone(row));
    this.#tables.set(table, kept);
  }

  async remove(table: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#tables.get(table)?.delete(key);
  }

  async *keys(table: string): AsyncGenerator<string> {
    yield* [...(this.#tables.get(table)?.keys() ?? [])];
  }

  async tables(): Promise<{ table: string; rows: number }[]> {
    return [...this.#tables]
      .map(([table, rows]) => ({ table, rows: rows.size }))
      .filter(({ rows }) => rows > 0)
      .sort((a, b) => (a.table < b.table ? -1 : 1));
  }

  async close(): Promise<void> {}
}
