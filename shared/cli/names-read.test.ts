import { describe, expect, it } from 'vitest';
import { namesRead, namesReadThrough } from './names-read.ts';

describe('the tables that a query reads', () => {
  it.each([
    ['SELECT events FROM profiles', ['profiles']],
    ['SELECT * from Events JOIN identifiers AS i ON true', ['events', 'identifiers']],
    ['SELECT * FROM `analytics.events` JOIN shop.analytics.outcomes', ['events', 'outcomes']],
    ['SELECT * FROM "events"\nLEFT JOIN\n  `identifiers`', ['events', 'identifiers']],
    ['SELECT (SELECT max(at) FROM outcomes) FROM (SELECT * FROM events)', ['outcomes', 'events']],
    ['-- FROM outcomes\nSELECT 1 /* FROM\n events */', []],
    ["SELECT 'from events', 'it''s from outcomes' FROM profiles", ['profiles']],
    ['WITH events AS (SELECT * FROM profiles) SELECT * FROM events', ['profiles']],
    ['WITH a AS MATERIALIZED (SELECT 1), b AS (SELECT 2) SELECT * FROM a JOIN b ON true', []],
    ['', []],
  ])('%s', (sql, names) => {
    expect([...namesRead(sql)]).toEqual(names);
  });

  it('are those of the views too, however deep', () => {
    const views = {
      sales: 'SELECT * FROM Lines JOIN identifiers ON true',
      lines: 'SELECT * FROM events JOIN sales ON true',
    };
    expect(namesReadThrough('SELECT * FROM sales', views)).toEqual([
      'sales',
      'lines',
      'identifiers',
      'events',
    ]);
  });
});
