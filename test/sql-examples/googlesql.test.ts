import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { warehouseTables } from '../../schemas/warehouse/tables.ts';
import { checkout } from '../builders/run-cdp.ts';
import { problemsOf } from './googlesql.ts';

const folder = join(checkout, 'examples', 'sql');
const examples = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
const tables = new Map(
  warehouseTables.map(({ name, columns }) => [
    name as string,
    columns.map((column) => column.name),
  ]),
);

describe('the text of the examples of SQL', () => {
  it('is there, for each of the questions', () => {
    expect(examples.sort()).toEqual([
      'campaign-lift.sql',
      'clv-by-cohort.sql',
      'funnel.sql',
      'retention.sql',
      'unified-transactions.sql',
    ]);
  });

  it.each(examples)('%s is GoogleSQL over tables and columns that there are', async (name) => {
    expect(problemsOf(await readFile(join(folder, name), 'utf8'), tables)).toEqual([]);
  });

  it.each(examples)('%s says what it answers, and of which configuration', async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    const comment = /^(?:--.*\n)+/.exec(text)?.[0] ?? '';
    expect(comment).toMatch(/^-- [A-Z].*\?/);
    expect(comment).toMatch(/\n-- Data: .*cdp\.config\.ts\.\n-- Tables: events and identifiers/);
    const columns = text.slice(text.lastIndexOf('\nSELECT\n') + 8, text.lastIndexOf('\nFROM') + 1);
    const given = [...columns.matchAll(/(\w+),?\n/g)].map(([, column]) => column);
    expect(given.length).toBeGreaterThan(2);
    for (const column of given) expect(comment).toContain(column);
  });
});

describe('the check of the examples', () => {
  it.each([
    ['SELECT source FROM events', []],
    ['SELECT e.source AS s FROM events AS e WHERE e.source IS NOT NULL ORDER BY s', []],
    ['WITH a AS (SELECT source AS x FROM events) SELECT x FROM a', []],
    ['SELECT (SELECT MAX(value) AS y FROM identifiers) AS x FROM events', []],
    ['SELEC source FROM events', [/^does not parse: Expected/]],
    ['SELECT source FROM events WHERE', [/^does not parse/]],
    ['SELECT * EXCLUDE (source) FROM events', [/^does not parse/]],
    ['SELECT source FROM events QUALIFY ROW_NUMBER() OVER () = 1', [/^does not parse/]],
    ['SELECT source FROM events; SELECT source FROM events', [/^is not one SELECT/]],
    ['DELETE FROM events WHERE true', [/^is not one SELECT/]],
    ['SELECT source FROM nowhere', ['there is no table nowhere', 'there is no column source']],
    ['SELECT sauce FROM events', ['there is no column sauce']],
    ['SELECT e.sauce AS s FROM events AS e', ['there is no column e.sauce']],
    ['SELECT events.source AS s FROM events AS e', ['there is no column events.source']],
    ['SELECT source AS s FROM events WHERE s IS NULL', ['there is no column s']],
    ['SELECT source AS s, s AS t FROM events', ['there is no column s']],
    [
      'WITH a AS (SELECT source AS x FROM events) SELECT source FROM a',
      ['there is no column source'],
    ],
    [
      'SELECT a.kind AS x, value FROM identifiers AS a JOIN identifiers AS b ON a.kind = b.kind',
      ['value means two things'],
    ],
    ['SELECT MAX(value) AS kind FROM identifiers GROUP BY kind', ['kind means two things']],
    ['SELECT source AS at FROM events', ['at is reserved']],
    ['SELECT MAX(source) FROM events', ['a column has no name: give it one with AS']],
    ["SELECT strftime(timestamp, '%Y') AS y FROM events", [/^STRFTIME is none of the functions/]],
    ["SELECT FORMAT_TIMESTAMP('%Y') AS y FROM events", ['FORMAT_TIMESTAMP does not take 1']],
    ['SELECT timestamp::DATE AS d FROM events', [/^there is no column timestamp::/]],
    ['SELECT CAST(source AS VARCHAR) AS d FROM events', [/^does not parse/]],
  ] as [string, (string | RegExp)[]][])('of %s', (sql, problems) => {
    const found = problemsOf(sql, tables);
    expect(found).toEqual(
      problems.map((problem) =>
        typeof problem === 'string' ? problem : expect.stringMatching(problem),
      ),
    );
  });
});
