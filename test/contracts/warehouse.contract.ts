import { expect, test } from 'vitest';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';
import { failingAfter, profileRow } from '../builders/profile-rows.ts';

const numbered = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => profileRow(`p${String(index).padStart(4, '0')}`));

/** What `replacePartition` and `query` promise, of any warehouse. `open` gives an empty one, and sees to its end. */
export function warehouseContract(open: () => Promise<Warehouse>): void {
  const idsByDay = (warehouse: Warehouse): Promise<JsonObject[]> =>
    warehouse.query('SELECT snapshot_date, profile_id FROM profiles ORDER BY 1, 2');

  /** Column `column` of the one profile there is. */
  async function stored(columns: JsonObject, column: string): Promise<unknown> {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('p', columns)]);
    const [row] = await warehouse.query(`SELECT ${column} FROM profiles`);
    return row?.[column];
  }

  test('replacing a partition twice gives the same rows once', async () => {
    const warehouse = await open();
    for (const _ of ['first', 'second'])
      expect(await warehouse.replacePartition('profiles', '2026-01-01', numbered(3))).toBe(3);
    expect(await idsByDay(warehouse)).toEqual([
      { snapshot_date: '2026-01-01', profile_id: 'p0000' },
      { snapshot_date: '2026-01-01', profile_id: 'p0001' },
      { snapshot_date: '2026-01-01', profile_id: 'p0002' },
    ]);
  });

  test('replacing the partition of a day leaves the other days', async () => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    await warehouse.replacePartition('profiles', '2026-01-02', [profileRow('b')]);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('c')]);
    expect(await idsByDay(warehouse)).toEqual([
      { snapshot_date: '2026-01-01', profile_id: 'c' },
      { snapshot_date: '2026-01-02', profile_id: 'b' },
    ]);
  });

  test('a partition can be replaced by no rows, and filled again with those it had', async () => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', numbered(2));
    expect(await warehouse.replacePartition('profiles', '2026-01-01', [])).toBe(0);
    expect(await idsByDay(warehouse)).toEqual([]);
    await warehouse.replacePartition('profiles', '2026-01-01', numbered(2));
    expect(await idsByDay(warehouse)).toHaveLength(2);
  });

  test('the first partition of a table may have no rows', async () => {
    const warehouse = await open();
    expect(await warehouse.replacePartition('profiles', '2026-01-01', [])).toBe(0);
    expect(await idsByDay(warehouse)).toEqual([]);
  });

  test('rows may be streamed, more of them than fit a page of results', async () => {
    const warehouse = await open();
    async function* stream() {
      yield* numbered(2500);
    }
    expect(await warehouse.replacePartition('profiles', '2026-01-01', stream())).toBe(2500);
    const ids = (await idsByDay(warehouse)).map((row) => row['profile_id']);
    expect(ids).toEqual(numbered(2500).map((row) => row['profile_id']));
  });

  test('where the rows fail, the partition is as it was', async () => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('old')]);
    for (const count of [0, 1, 5000])
      await expect(
        warehouse.replacePartition('profiles', '2026-01-01', failingAfter(numbered(count))),
      ).rejects.toThrow('the profile store went away');
    expect(await idsByDay(warehouse)).toEqual([{ snapshot_date: '2026-01-01', profile_id: 'old' }]);
  });

  test('JSON columns give back the values they were given', async () => {
    const value = {
      sum: 0.1 + 0.2,
      huge: 1e21,
      tiny: 1e-7,
      negative: -1.5,
      text: '007',
      nothing: null,
      yes: true,
      empty: {},
      list: [1, 'two', [3, {}], null],
      'a key. with $ and "quotes"': 'tab\t, newline\n, backslash \\ and \\u0041',
      café: 'naïve — 東京 🎈 \u2028 e\u0301',
    };
    expect(await stored({ traits: value }, 'traits')).toEqual(value);
  });

  test('a JSON column may hold a list, a text or nothing', async () => {
    expect(await stored({ traits: ['a', 1] }, 'traits')).toEqual(['a', 1]);
    expect(await stored({ traits: 'text' }, 'traits')).toBe('text');
    expect(await stored({ traits: null }, 'traits')).toBeNull();
    expect(await stored({}, 'traits')).toBeNull();
  });

  test.each([
    ['a number', '007'],
    ['an integer too big for a number', '12345678901234567890'],
    ['a truth value', 'true'],
    ['null', 'null'],
    ['a day', '2026-01-01'],
    ['JSON', '{"a":1}'],
    ['nothing', ''],
    ['a quotation', 'O\'Hara said "no"'],
    ['another script', '東京 🎈 \u202e'],
  ])('a text that looks like %s stays a text', async (_, text) => {
    expect(await stored({ profile_id: text }, 'profile_id')).toBe(text);
  });

  test('half of a surrogate pair, which UTF-8 cannot hold, becomes a replacement character', async () => {
    expect(await stored({ profile_id: 'a\ud83d' }, 'profile_id')).toBe('a\ufffd');
    expect(await stored({ traits: { a: 'x\udc00y', b: '\\ud800' } }, 'traits')).toEqual({
      a: 'x\ufffdy',
      b: '\\ud800',
    });
  });

  test('repeated columns keep their order, and are empty where nothing is given', async () => {
    expect(await stored({ groups: ['b', 'a', 'b', ''] }, 'groups')).toEqual(['b', 'a', 'b', '']);
    expect(await stored({ groups: [] }, 'groups')).toEqual([]);
    expect(await stored({ groups: null }, 'groups')).toEqual([]);
  });

  test.each([
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['2026-06-30T23:59:59.999Z', '2026-06-30T23:59:59.999Z'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01T01:30:00.5+02:00', '2025-12-31T23:30:00.500Z'],
    ['2026-01-01T00:00:00.123456Z', '2026-01-01T00:00:00.123456Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'],
  ])('the timestamp %s comes back as %s', async (given, expected) => {
    expect(await stored({ first_seen_at: given }, 'first_seen_at')).toBe(expected);
  });

  test('integers come back as numbers, and as texts where a number would not hold them', async () => {
    expect(await stored({ events: Number.MAX_SAFE_INTEGER }, 'events')).toBe(9007199254740991);
    expect(await stored({ events: '9007199254740993' }, 'events')).toBe('9007199254740993');
    expect(await stored({ events: -5 }, 'events')).toBe(-5);
  });

  test('aggregates and expressions are JSON values too', async () => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', numbered(3));
    const [row] = await warehouse.query(
      `SELECT count(*) AS rows_, sum(events) AS events, avg(events) / 2 AS half, min(profile_id) AS first,
         max(last_seen_at) AS latest, max(snapshot_date) AS day, count(*) > 2 AS many, NULL AS nothing,
         CAST(1.50 AS DECIMAL) AS price FROM profiles`,
    );
    expect(row).toEqual({
      rows_: 3,
      events: 3,
      half: 0.5,
      first: 'p0000',
      latest: '2026-01-02T03:04:05.678Z',
      day: '2026-01-01',
      many: true,
      nothing: null,
      price: 1.5,
    });
  });

  test('every column of every table takes its values', async () => {
    const warehouse = await open();
    const event = {
      source: 'web',
      message_id: 'm1',
      type: 'track',
      event: 'Order Completed',
      user_id: 'u1',
      anonymous_id: null,
      timestamp: '2026-01-01T00:00:00.000Z',
      received_at: '2026-01-01T00:00:01.000Z',
      traits: null,
      properties: { revenue: 12.5 },
      context: { library: { name: 'x' } },
      flags: [{ rule: 'missing', path: '/properties/order_id' }],
    };
    const outcome = {
      source: 'web',
      received_at: '2026-01-01T00:00:01.000Z',
      arrival: '17:0',
      outcome: 'quarantined',
      message_id: null,
      replay_of: null,
    };
    await warehouse.replacePartition('events', '2026-01-01', [event]);
    await warehouse.replacePartition('outcomes', '2026-01-01', [outcome]);
    const identifier = { kind: 'email', value: 'mei@example.com', profile_id: 'p' };
    const place = { table: 'identifiers' } as const;
    await warehouse.replace(place, [await warehouse.stage('profiles/one/a', place, [identifier])]);
    expect(await warehouse.query('SELECT * FROM identifiers')).toEqual([identifier]);
    const received_date = '2026-01-01';
    expect(await warehouse.query('SELECT * FROM events')).toEqual([{ received_date, ...event }]);
    expect(await warehouse.query('SELECT * FROM outcomes')).toEqual([
      { received_date, ...outcome },
    ]);
  });

  test.each([
    ['2026-02-30'],
    ['2026-1-1'],
    ['20260101'],
    ['../../etc'],
    ['2026-01-01/..'],
    [''],
    ['2026-01-01\n'],
  ])('%j is refused as a day', async (day) => {
    const warehouse = await open();
    await expect(warehouse.replacePartition('profiles', day, [])).rejects.toThrow(
      `${JSON.stringify(day)} is not a day: write it as YYYY-MM-DD`,
    );
  });

  test.each<[string, JsonObject, string]>([
    ['without a required column', { events: null }, 'row 2: column events is required'],
    ['with a wrong type', { events: 'many' }, 'row 2: column events must be INT64'],
    ['with half an event', { events: 1.5 }, 'row 2: column events must be INT64'],
    [
      'with a time that is none',
      { first_seen_at: 'now' },
      'column first_seen_at must be TIMESTAMP',
    ],
    ['with a null in a list', { groups: [null] }, 'column groups must be a list of STRING'],
    ['with an unknown column', { colour: 'red' }, 'there is no column colour: add it to schemas/'],
    ['of another day', { snapshot_date: '2026-01-02' }, 'column snapshot_date must be 2026-01-01'],
  ])('a row %s is refused, and the partition is as it was', async (_, columns, message) => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('old')]);
    const rows = [profileRow('a'), profileRow('b', columns)];
    const replaced = warehouse.replacePartition('profiles', '2026-01-01', rows);
    await expect(replaced).rejects.toThrow(message);
    expect(await idsByDay(warehouse)).toEqual([{ snapshot_date: '2026-01-01', profile_id: 'old' }]);
  });

  const latest = (id: string, version: number, columns: JsonObject = {}): JsonObject => ({
    ...profileRow(id),
    version,
    ...columns,
  });
  const place = { table: 'profiles_latest' } as const;

  test('staged rows replace a table that has no partitions, and again change nothing', async () => {
    const warehouse = await open();
    const staged = [
      await warehouse.stage('profiles_latest/one/a', place, [latest('a', 1)]),
      await warehouse.stage('profiles_latest/one/b', place, [latest('b', 1), latest('c', 1)]),
      await warehouse.stage('profiles_latest/one/c', place, []),
    ];
    for (const _ of ['first', 'second']) {
      await warehouse.replace(place, staged);
      expect(await warehouse.query('SELECT profile_id FROM profiles_latest ORDER BY 1')).toEqual([
        { profile_id: 'a' },
        { profile_id: 'b' },
        { profile_id: 'c' },
      ]);
    }
    await warehouse.discard('profiles_latest/one');
  });

  test('a merge moves on what is older, takes away what is removed, and again changes nothing', async () => {
    const warehouse = await open();
    const old = [latest('gone', 3), latest('kept', 1), latest('moved', 1), latest('newer', 9)];
    await warehouse.replace(place, [await warehouse.stage('profiles_latest/one/a', place, old)]);
    const rows = [
      latest('moved', 2, { traits: { n: 1 }, trait_n__number: 1 }),
      { profile_id: 'gone', version: 4, is_removed: true },
      latest('newer', 8),
      latest('added', 1),
      { profile_id: 'never', version: 4, is_removed: true },
      { profile_id: 'back', version: 4, is_removed: true },
      latest('back', 5),
    ];
    const staged = await warehouse.stage('profiles_latest/two/a', place, rows);
    for (const run of ['profiles_latest/two', 'profiles_latest/two', 'profiles_latest/three']) {
      await warehouse.merge(run, place, [staged]);
      expect(
        await warehouse.query(
          'SELECT profile_id, version, trait_n__number FROM profiles_latest ORDER BY 1',
        ),
      ).toEqual([
        { profile_id: 'added', version: 1, trait_n__number: null },
        { profile_id: 'back', version: 5, trait_n__number: null },
        { profile_id: 'kept', version: 1, trait_n__number: null },
        { profile_id: 'moved', version: 2, trait_n__number: 1 },
        { profile_id: 'newer', version: 9, trait_n__number: null },
      ]);
    }
  });

  test('a trait gets a column of its type; one that changes its type gets another, and keeps both', async () => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', [
      profileRow('a', { trait_age: '41' }),
    ]);
    await warehouse.replacePartition('profiles', '2026-01-02', [
      profileRow('a', { trait_age__number: 42, trait_paid__bool: true }),
    ]);
    expect(
      await warehouse.query(
        'SELECT trait_age, trait_age__number, trait_paid__bool FROM profiles ORDER BY snapshot_date',
      ),
    ).toEqual([
      { trait_age: '41', trait_age__number: null, trait_paid__bool: null },
      { trait_age: null, trait_age__number: 42, trait_paid__bool: true },
    ]);
  });

  test('traits beyond the columns that a table may have break nothing', async () => {
    const warehouse = await open();
    const traits = (from: number, to: number) =>
      Object.fromEntries(
        Array.from({ length: to - from }, (_, n): [string, string] => [
          `trait_t${String(from + n).padStart(4, '0')}`,
          'x',
        ]),
      );
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a', traits(100, 300))]);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a', traits(0, 300))]);
    const [row = {}] = await warehouse.query('SELECT * FROM profiles');
    const columns = Object.keys(row).filter((name) => name.startsWith('trait_'));
    expect(columns.sort()).toEqual(Object.keys(traits(100, 300)));
  });

  test('a query that cannot run is refused with the reason', async () => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', []);
    await expect(warehouse.query('SELECT no_such_column FROM profiles')).rejects.toThrow(
      /no_such_column/,
    );
  });

  test('a warehouse can be closed twice', async () => {
    const warehouse = await open();
    await warehouse.replacePartition('profiles', '2026-01-01', []);
    await warehouse.close();
    await warehouse.close();
  });
}
