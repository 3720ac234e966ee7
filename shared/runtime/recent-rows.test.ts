import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../domain/json.ts';
import type { RowReader } from '../ports/lookup-store.ts';
import { RecentRows } from './recent-rows.ts';

/** A table whose rows can be changed, and which notes what it is asked. */
class Table implements RowReader {
  readonly values = new Map<string, JsonObject>();
  readonly asked: string[][] = [];

  async rows(_: string, keys: readonly string[]): Promise<(JsonObject | undefined)[]> {
    this.asked.push([...keys]);
    return keys.map((key) => this.values.get(key));
  }
}

describe('recent rows', () => {
  it('are read once, all that are missing together, and again when they are no longer fresh', async () => {
    const table = new Table();
    table.values.set('a', { n: 1 });
    let now = 0;
    const rows = new RecentRows(table, { clock: () => now, freshMs: 1000 });
    expect(await rows.rows('t', ['a', 'b', 'a'])).toEqual([{ n: 1 }, undefined, { n: 1 }]);
    table.values.set('a', { n: 2 }).set('b', { n: 3 });
    now = 999;
    expect(await rows.rows('t', ['b', 'a', 'c'])).toEqual([undefined, { n: 1 }, undefined]);
    now = 1000;
    expect(await rows.rows('t', ['b', 'a'])).toEqual([{ n: 3 }, { n: 2 }]);
    expect(table.asked).toEqual([['a', 'b'], ['c'], ['b', 'a']]);
  });

  it('of tables do not mix', async () => {
    const rows = new RecentRows({ rows: async (table, keys) => keys.map(() => ({ table })) });
    expect(await rows.rows('a', ['1'])).toEqual([{ table: 'a' }]);
    expect(await rows.rows('b', ['1'])).toEqual([{ table: 'b' }]);
  });

  it('are bounded, even where one batch asks for more', async () => {
    const table = new Table();
    const rows = new RecentRows(table, { capacity: 10 });
    for (let n = 0; n < 100; n += 1) table.values.set(`${n}`, { n });
    const keys = [...table.values.keys()];
    expect(await rows.rows('t', keys)).toEqual(keys.map((_, n) => ({ n })));
    expect(rows.size).toBeLessThanOrEqual(10);
    expect(await rows.rows('t', keys)).toEqual(keys.map((_, n) => ({ n })));
  });

  it('are given up on when they do not come in time, and a failure is not remembered', async () => {
    const table = new Table();
    table.values.set('a', { n: 1 });
    let away = true;
    const reader: RowReader = {
      rows: (name, keys) => (away ? new Promise(() => {}) : table.rows(name, keys)),
    };
    const rows = new RecentRows(reader, { patienceMs: 1 });
    await expect(rows.rows('t', ['a'])).rejects.toThrow('within 1 ms');
    away = false;
    expect(await rows.rows('t', ['a'])).toEqual([{ n: 1 }]);
  });

  it('that are more than an event can carry are refused', async () => {
    const table = new Table();
    table.values.set('a', { text: 'x'.repeat(9000) });
    await expect(new RecentRows(table).rows('t', ['a'])).rejects.toThrow(
      /8192 bytes at most.*key a/,
    );
  });
});
