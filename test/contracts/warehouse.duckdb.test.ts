import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  DuckDbWarehouse,
  type DuckDbWarehouseOptions,
} from '../../shared/adapters/embedded/duckdb-warehouse.ts';
import { writeNdjson, writeParquet } from '../../shared/adapters/embedded/export-file.ts';
import { failingAfter, profileRow } from '../builders/profile-rows.ts';
import { printed, startScript } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { warehouseContract } from './warehouse.contract.ts';

async function openIn(dir: string, views?: DuckDbWarehouseOptions['views']) {
  const warehouse = new DuckDbWarehouse({ dir, ...(views === undefined ? {} : { views }) });
  onTestFinished(() => warehouse.close());
  return warehouse;
}

const filesIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();

const partition = (day: string) =>
  join('warehouse', 'profiles', `snapshot_date=${day}`, 'part.parquet');

describe('the warehouse of DuckDB and Parquet files', () => {
  warehouseContract(async () => openIn(await temporaryFolder()));

  test('a table without partitions has its columns, and no rows', async () => {
    const warehouse = await openIn(await temporaryFolder());
    expect(await warehouse.query('SELECT * FROM profiles')).toEqual([]);
    const columns = await warehouse.query(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE profiles)`,
    );
    expect(columns.slice(0, 3)).toEqual([
      { name: 'snapshot_date', type: 'DATE' },
      { name: 'profile_id', type: 'VARCHAR' },
      { name: 'identifiers', type: 'JSON' },
    ]);
    expect(columns.find(({ name }) => name === 'groups')?.['type']).toBe('VARCHAR[]');
    expect(columns.find(({ name }) => name === 'last_seen_at')?.['type']).toBe(
      'TIMESTAMP WITH TIME ZONE',
    );
  });

  test.each<[string, unknown]>([
    [`JSON_VALUE('{"a": "x"}', '$.a')`, 'x'],
    [`JSON_VALUE('{"a": 1.5}', '$.a')`, '1.5'],
    [`JSON_VALUE('{"a": 1}', '$.b')`, null],
    [
      "FORMAT_TIMESTAMP('%Y-%m %G-W%V', CAST('2024-12-31 23:59:59+00' AS TIMESTAMP))",
      '2024-12 2025-W01',
    ],
    ["FORMAT_TIMESTAMP('%Y-%m', CAST('2025-01-31 23:30:00-01' AS TIMESTAMPTZ))", '2025-02'],
    ["UNIX_DATE(DATE '1970-01-02')", 1],
    ["UNIX_DATE(DATE '1969-12-31')", -1],
    ['DIV(20, 7)', 2],
    ['DIV(-20, 7)', -2],
    ["SAFE.PARSE_NUMERIC('12.000000001')", 12.000000001],
    ["SAFE.PARSE_NUMERIC('1e3')", 1000],
    ["SAFE.PARSE_NUMERIC('nothing')", null],
    ['SAFE.PARSE_NUMERIC(NULL)', null],
  ])('%s is what it is in BigQuery', async (expression, value) => {
    const warehouse = await openIn(await temporaryFolder());
    const [row] = await warehouse.query(`SELECT ${expression} AS value`);
    expect(row).toEqual({ value });
  });

  test('every partition is one Parquet file that any reader finds', async () => {
    const dir = await temporaryFolder();
    const warehouse = await openIn(dir);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    await warehouse.replacePartition('profiles', '2026-01-02', []);
    expect(await filesIn(dir)).toEqual([partition('2026-01-01'), partition('2026-01-02')]);
    const file = await readFile(join(dir, partition('2026-01-01')));
    expect(file.subarray(0, 4).toString()).toBe('PAR1');
  });

  test('the name of the data folder may have any characters', async () => {
    const dir = join(await temporaryFolder(), "it's [my] data*? – 東京");
    const warehouse = await openIn(dir);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    expect(await warehouse.query('SELECT profile_id FROM profiles')).toEqual([{ profile_id: 'a' }]);
  });

  test('another process sees what one exports, while either is open', async () => {
    const dir = await temporaryFolder();
    const [writer, reader] = [await openIn(dir), await openIn(dir)];
    const count = async () => (await reader.query('SELECT count(*) AS n FROM profiles'))[0]?.['n'];
    expect(await count()).toBe(0);
    for (const size of [3, 1, 2]) {
      const rows = Array.from({ length: size }, (_, id) => profileRow(`p${id}`));
      await writer.replacePartition('profiles', '2026-01-01', rows);
      expect(await count()).toBe(size);
    }
  });

  test('a query meets a partition before or after its replacement, never in between', async () => {
    const dir = await temporaryFolder();
    const [writer, reader] = [await openIn(dir), await openIn(dir)];
    const sizeOf = (round: number) => 500 + (round % 5) * 700;
    const replace = (round: number) =>
      writer.replacePartition(
        'profiles',
        '2026-01-01',
        Array.from({ length: sizeOf(round) }, (_, id) => profileRow(`p${id}`, { events: round })),
      );
    await replace(0);
    for (let round = 1; round <= 4; round += 1) {
      // The join counts a long list between the look at the files' footers and the reading of their pages.
      const [rows] = await Promise.all([
        reader.query(
          `SELECT events AS round, count(DISTINCT profile_id) AS people FROM profiles
             JOIN (SELECT sum(range % 7) AS total FROM range(10000000)) ON total > events GROUP BY 1`,
        ),
        replace(round),
      ]);
      const [seen] = rows;
      expect([round - 1, round]).toContain(seen?.['round']);
      expect(rows).toEqual([{ round: seen?.['round'], people: sizeOf(Number(seen?.['round'])) }]);
    }
  });

  test('columns that a file does not have yet are null, or empty where they repeat', async () => {
    const dir = await temporaryFolder();
    const warehouse = await openIn(dir);
    // As an older version may have written it: most columns are missing, and some are gone since.
    await writeParquet(
      join(dir, 'warehouse', 'profiles', 'snapshot_date=2026-01-01', 'part.parquet'),
      'outcomes',
      [{ received_date: '2026-01-01', source: 'web', arrival: '1', outcome: 'applied' }],
    );
    expect(await warehouse.query('SELECT snapshot_date, groups, traits FROM profiles')).toEqual([
      { snapshot_date: '2026-01-01', groups: [], traits: null },
    ]);
  });

  test('what a killed export leaves is ignored, and removed by the next one', async () => {
    const dir = await temporaryFolder();
    const warehouse = await openIn(dir);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('old')]);
    const script = fileURLToPath(new URL('./export-in-process.ts', import.meta.url));
    const child = startScript(script, dir);
    await printed(child, 'in the middle');
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(await filesIn(dir)).toHaveLength(2);
    expect(await warehouse.query('SELECT profile_id FROM profiles')).toEqual([
      { profile_id: 'old' },
    ]);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('new')]);
    expect(await filesIn(dir)).toEqual([partition('2026-01-01')]);
  });

  test('what an earlier process of the same id left is removed too', async () => {
    const dir = await temporaryFolder();
    const warehouse = await openIn(dir);
    await warehouse.replacePartition('profiles', '2026-01-01', []);
    const left = `.part.parquet.${process.pid}.earlier.0.tmp`;
    await writeFile(join(dir, partition('2026-01-01'), '..', left), 'half a file');
    await warehouse.replacePartition('profiles', '2026-01-01', []);
    expect(await filesIn(dir)).toEqual([partition('2026-01-01')]);
  });

  test('exports of one partition at once do not disturb each other', async () => {
    const dir = await temporaryFolder();
    const warehouse = await openIn(dir);
    const sizes = [10, 20, 30];
    await Promise.all(
      sizes.map((size) =>
        warehouse.replacePartition(
          'profiles',
          '2026-01-01',
          Array.from({ length: size }, (_, id) => profileRow(`p${id}`)),
        ),
      ),
    );
    const [row] = await warehouse.query('SELECT count(*) AS n FROM profiles');
    expect(sizes).toContain(row?.['n']);
    expect(await filesIn(dir)).toEqual([partition('2026-01-01')]);
  });

  test('where the rows fail, no file is left', async () => {
    const dir = await temporaryFolder();
    const warehouse = await openIn(dir);
    const failing = failingAfter([profileRow('a')]);
    await expect(warehouse.replacePartition('profiles', '2026-01-01', failing)).rejects.toThrow();
    expect(await filesIn(dir)).toEqual([]);
    expect(await warehouse.query('SELECT * FROM profiles')).toEqual([]);
  });

  test('views of the configuration see the tables and the views before them', async () => {
    const warehouse = await openIn(await temporaryFolder(), {
      people: 'SELECT profile_id, events FROM profiles;',
      'busy people': 'SELECT * FROM people WHERE events > 5 -- the busy ones',
    });
    await warehouse.replacePartition('profiles', '2026-01-01', [
      profileRow('a'),
      profileRow('b', { events: 9 }),
    ]);
    expect(await warehouse.query('SELECT * FROM "busy people"')).toEqual([
      { profile_id: 'b', events: 9 },
    ]);
  });

  test('a view that cannot be made is named, with the reason', async () => {
    const warehouse = await openIn(await temporaryFolder(), {
      broken: 'SELECT nope FROM profiles',
    });
    await expect(warehouse.query('SELECT 1')).rejects.toThrow(
      /^The view broken of the configuration cannot be made: .*"nope"/,
    );
  });

  test.each([
    ["COPY (SELECT 1) TO 'out.csv'"],
    ['DROP VIEW profiles'],
    ['CREATE TABLE t (a INT)'],
    ['SELECT 1; SELECT 2'],
    ["EXPLAIN ANALYZE COPY (SELECT 1) TO 'out.csv'"],
    ["/* why */ explain (analyze, format json) COPY (SELECT 1) TO 'out.csv'"],
    ["EXPLAIN/**/ANALYZE COPY (SELECT 1) TO 'out.csv'"],
    ['EXPLAIN CREATE TABLE t (a INT)'],
  ])('%s is refused: queries only read', async (sql) => {
    const warehouse = await openIn(await temporaryFolder());
    await expect(warehouse.query(sql)).rejects.toThrow(/^The warehouse answers one SELECT/);
  });

  test.each([
    ["EXPLAIN SELECT '--' AS a"],
    ['-- how\nEXPLAIN ANALYZE SELECT 1'],
    ['DESCRIBE profiles'],
    ['EXPLAIN (FORMAT json) SELECT 1'],
  ])('%s only reads', async (sql) => {
    const warehouse = await openIn(await temporaryFolder());
    expect(await warehouse.query(sql)).not.toEqual([]);
  });

  test.each([[''], [' ; '], ['-- nothing']])('%j is refused as an empty query', async (sql) => {
    const warehouse = await openIn(await temporaryFolder());
    await expect(warehouse.query(sql)).rejects.toThrow('The query is empty: write a SELECT');
  });

  test('lists, structs and maps are JSON, to any depth', async () => {
    const warehouse = await openIn(await temporaryFolder());
    const [row] = await warehouse.query(
      `SELECT [{'at': TIMESTAMP '2026-01-01 00:00:00', 'ids': [1::BIGINT, 9007199254740993]}] AS nested,
         ['{"a":[1]}'::JSON] AS documents, 'nan'::DOUBLE AS none, 1 AS twice, 2 AS twice,
         12345678901234567890.5::DECIMAL(38, 2) AS exact`,
    );
    expect(row).toEqual({
      nested: [{ at: '2026-01-01T00:00:00.000Z', ids: [1, '9007199254740993'] }],
      documents: [{ a: [1] }],
      none: 'NaN',
      twice: 1,
      'twice:1': 2,
      exact: '12345678901234567890.50',
    });
  });

  test('two hundred thousand rows pass through little memory', async () => {
    const warehouse = await openIn(await temporaryFolder());
    const used = () => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = used();
    let most = 0;
    function* rows() {
      for (let id = 0; id < 200_000; id += 1) {
        if (id % 5000 === 0) most = Math.max(most, used() - before);
        yield profileRow(`p${id}`, { traits: { name: `Person ${id}`, bio: 'x'.repeat(600) } });
      }
    }
    expect(await warehouse.replacePartition('profiles', '2026-01-01', rows())).toBe(200_000);
    // The rows are 160 MB of text; what is not collected yet may be some tens.
    expect(most).toBeLessThan(80_000_000);
    const [row] = await warehouse.query('SELECT count(DISTINCT profile_id) AS n FROM profiles');
    expect(row).toEqual({ n: 200_000 });
  });
});

describe('a file of rows', () => {
  test('as NDJSON has equal bytes for equal rows, whatever the order of their keys', async () => {
    const dir = await temporaryFolder();
    const rows = [{ profileId: 'a', traits: { b: 1, a: 'é' } }, { profileId: 'b' }];
    const turned = [{ traits: { a: 'é', b: 1 }, profileId: 'a' }, { profileId: 'b' }];
    expect(await writeNdjson(join(dir, 'new', 'a.ndjson'), rows)).toBe(2);
    await writeNdjson(join(dir, 'new', 'b.ndjson'), turned);
    const text = await readFile(join(dir, 'new', 'a.ndjson'), 'utf8');
    expect(text).toBe('{"profileId":"a","traits":{"a":"é","b":1}}\n{"profileId":"b"}\n');
    expect(await readFile(join(dir, 'new', 'b.ndjson'), 'utf8')).toBe(text);
  });

  test('as Parquet has the columns of the table', async () => {
    const dir = await temporaryFolder();
    const path = join(dir, 'profiles.parquet');
    const rows = [profileRow('a', { snapshot_date: '2026-01-01', traits: { a: 1 } })];
    expect(await writeParquet(path, 'profiles', rows)).toBe(1);
    const warehouse = await openIn(dir);
    const read = await warehouse.query(
      `SELECT snapshot_date, profile_id, traits FROM read_parquet('${path}')`,
    );
    expect(read).toEqual([{ snapshot_date: '2026-01-01', profile_id: 'a', traits: { a: 1 } }]);
  });

  test('as Parquet needs its partition column', async () => {
    const path = join(await temporaryFolder(), 'profiles.parquet');
    await expect(writeParquet(path, 'profiles', [profileRow('a')])).rejects.toThrow(
      'profiles, row 1: column snapshot_date is required',
    );
  });

  test('stays as it was where the rows fail', async () => {
    const dir = await temporaryFolder();
    const path = join(dir, 'a.ndjson');
    await writeFile(path, 'old');
    await expect(writeNdjson(path, failingAfter([{ a: 1 }]))).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await filesIn(dir)).toEqual(['a.ndjson']);
  });
});
