import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cdpJson, collectOutput, runCdp, startCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const identify = (name: string, second: number) =>
  JSON.stringify({
    type: 'identify',
    messageId: `m${second}`,
    userId: 'u1',
    traits: { name },
    timestamp: `2026-01-01T00:00:0${second}Z`,
  });

describe('cdp', () => {
  it.each([
    [['nonsense'], 'unknown command'],
    [['profile'], 'missing required argument'],
    [['profile', 'nobody'], 'is not KIND:VALUE'],
    [['ingest', 'x', '--duplicate', '2'], 'from 0 to 1'],
    [['ingest', 'x', '--shuffle', 'often'], 'whole number'],
    [['ingest', '-', '--source', 'elsewhere'], 'No source is named elsewhere'],
    [
      ['ingest', '-', '--config', 'examples/seed/cdp.config.ts'],
      '--source with one of transactions, coupon_redemption',
    ],
    [['serve', '--export-every', 'often'], '15m'],
    [['query'], 'Give a query'],
    [['query', 'SELECT 1', '--file', 'x.sql'], 'not both'],
    [['query', '-'], 'Give --file FILE, or --file - to read standard input'],
    [['query', '--file', ''], 'Give --file FILE, or --file - to read standard input'],
    [['export', 'everything'], 'Allowed choices are snapshot, latest, audiences, events'],
    [['serve', '--trusted-proxies', 'all'], 'whole number'],
  ])('ends %j with status 2 and says what is wrong', async (args, text) => {
    const { status, stderr, stdout } = await runCdp([
      ...args,
      ...(args[0] === 'nonsense' ? [] : ['--data', await temporaryFolder()]),
    ]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
  });

  it('ends without a word where nobody reads on, as under head', async () => {
    const query = 'SELECT * FROM range(200000)';
    const child = startCdp(['query', query, '--data', await temporaryFolder()]);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { status, stderr } = await collectOutput(child);
    expect([status, stderr]).toEqual([0, '200000 rows\n']);
  });

  it.each([
    [['profile', 'user_id:nobody'], 'Nobody is known as user_id:nobody'],
    [['ingest', 'no-such-file.ndjson'], "no-such-file.ndjson can't be read"],
    [['query', 'SELECT * FROM nowhere'], 'nowhere'],
    [['query', '--file', 'no-such-file.sql'], "no-such-file.sql can't be read"],
    [
      ['query', 'SELECT count(*) FROM events'],
      'Not exported yet: events. Ask again after npx cdp export events --data ',
    ],
    [
      ['query', '--file', 'examples/sql/funnel.sql'],
      'Not exported yet: events, identifiers. Ask again after npx cdp export events --data ',
    ],
    [
      ['query', 'SELECT * FROM unified_transactions', '--config', 'examples/seed/cdp.config.ts'],
      'Not exported yet: events.',
    ],
    [['reconcile', '--config', 'no-such-config.ts'], 'There is no configuration at'],
    [['export', 'events', '--out', 'x'], 'Only a snapshot goes into a file'],
  ])('ends %j with status 1 and says what to do', async (args, text) => {
    const { status, stderr } = await runCdp([...args, '--data', await temporaryFolder()]);
    expect(status).toBe(1);
    expect(stderr).toContain(text);
    expect(stderr).not.toContain('    at ');
  });

  it('says that a file is no data folder', async () => {
    const { status, stderr } = await runCdp(['reconcile', '--data', 'package.json']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Give --data a folder')]);
    expect(stderr).not.toContain('    at ');
  });

  it('takes its configuration as JSON, and names what is wrong in it', async () => {
    const dir = await temporaryFolder();
    const file = join(dir, 'config.json');
    await writeFile(
      file,
      JSON.stringify({ sources: { shop: {} }, traits: { seen: { count: 'Seen' } } }),
    );
    const event = JSON.stringify({ type: 'track', event: 'Seen', userId: 'u1' });
    expect(await cdpJson(['ingest', '-', '--config', file, '--data', dir], event)).toMatchObject({
      outcomes: { shop: { applied: 1 } },
    });
    expect(await cdpJson(['profile', 'user_id:u1', '--config', file, '--data', dir])).toMatchObject(
      { computed: { seen: 1 } },
    );
    for (const [wrong, text] of [
      ['{"sources": {}}', 'one source at least'],
      ['{"sources": {"a": {}}, "audience": {}}', 'Unknown: audience'],
      ['{"sources": {"a": {}}, "traits": {"x": {"cuont": "y"}}}', 'names no aggregate'],
      ['{', 'is not JSON'],
    ] as const) {
      await writeFile(file, wrong);
      const { status, stderr } = await runCdp(['reconcile', '--config', file, '--data', dir]);
      expect([status, stderr.includes(text), stderr]).toEqual([1, true, stderr]);
    }
  });

  it('takes its configuration as TypeScript from a folder that is no package', async () => {
    const dir = await temporaryFolder();
    const file = join(dir, 'cdp.config.ts');
    await writeFile(file, 'const shop: object = {};\nexport default { sources: { shop } };\n');
    expect(await cdpJson(['reconcile', '--config', file, '--data', dir])).toMatchObject({
      holds: true,
    });
  });

  it('shows a profile, its timeline, and where a value comes from and what it beat', async () => {
    const dir = await temporaryFolder();
    await cdpJson(
      ['ingest', '-', '--data', dir],
      [identify('Ana', 1), identify('Ana Moreno', 5), identify('A.', 3)].join('\n'),
    );
    const shown = await runCdp(['profile', 'user_id:u1', '--timeline', '--data', dir]);
    expect(shown.stdout).toMatch(/name +Ana Moreno/);
    expect(shown.stdout.indexOf('m5')).toBeLessThan(shown.stdout.indexOf('m1'));
    const explained = await cdpJson([
      'profile',
      'user_id:u1',
      '--explain',
      'traits.name',
      '--data',
      dir,
    ]);
    expect(explained).toMatchObject({
      value: 'Ana Moreno',
      from: { messageId: 'm5', source: 'web', leaf: 'user_id:u1' },
      beaten: [{ value: 'A.' }, { value: 'Ana' }],
    });
    expect(
      (await runCdp(['profile', 'user_id:u1', '--explain', 'traits.age', '--data', dir])).status,
    ).toBe(1);
  });

  it('simulates a shop that it can ingest, and exports the same profiles in any order', async () => {
    const dir = await temporaryFolder();
    const events = join(dir, 'events.ndjson.gz');
    const simulated = await cdpJson<{ events: number }>([
      'simulate',
      '--people',
      '50',
      '--days',
      '10',
      '--out',
      events,
    ]);
    const snapshots: string[] = [];
    for (const [name, ...more] of [
      ['plain'],
      ['disturbed', '--shuffle', '5', '--duplicate', '0.5'],
    ] as const) {
      const data = join(dir, name);
      const { outcomes } = await cdpJson<{ outcomes: { web: { applied: number } } }>([
        'ingest',
        events,
        ...more,
        '--data',
        data,
      ]);
      expect(outcomes.web.applied).toBe(simulated.events);
      await cdpJson(['export', 'snapshot', '--format', 'ndjson', '--out', data, '--data', data]);
      snapshots.push(await readFile(join(data, 'profiles.ndjson'), 'utf8'));
    }
    expect(snapshots[0]).toBe(snapshots[1]);
    expect(snapshots[0]?.split('\n').length).toBeGreaterThan(50);
  });

  it('answers a query of a file with a table, and says where a query is wrong', async () => {
    const dir = await temporaryFolder();
    await cdpJson(['ingest', '-', '--data', dir], identify('Ana', 1));
    await cdpJson(['export', 'all', '--data', dir]);
    const file = join(dir, 'query.sql');
    const ask = async (sql: string) => {
      await writeFile(file, sql);
      return runCdp(['query', '--file', file, '--data', dir]);
    };
    expect(
      await ask(
        '-- who\nSELECT type, NULL AS nothing, count(*) AS n\nFROM events GROUP BY type;\n',
      ),
    ).toEqual({
      status: 0,
      stdout: 'type      nothing  n\nidentify           1\n',
      stderr: '1 row\n',
    });
    const wrong = await ask('SELECT type,\n  nope\nFROM events');
    expect([wrong.status, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toContain(`${file}: `);
    expect(wrong.stderr).toMatch(/LINE 2: {3}nope\n +\^/);
    const piped = ['query', '--file', '-', '--data', dir];
    // Nobody has entered an audience: what has been exported may well be empty.
    expect(await cdpJson(piped, 'SELECT * FROM audience_membership_history')).toEqual([]);
  }, 120_000);

  it('exports the same snapshot as Parquet, and twice into one partition', async () => {
    const dir = await temporaryFolder();
    await cdpJson(['ingest', '-', '--data', dir], identify('Ana', 1));
    expect(await cdpJson(['export', 'snapshot', '--out', dir, '--data', dir])).toMatchObject({
      rows: 1,
    });
    for (let run = 0; run < 2; run += 1) await cdpJson(['export', 'snapshot', '--data', dir]);
    const sql = `SELECT profile_id, JSON_VALUE(traits, '$.name') AS name FROM`;
    const exported = await cdpJson(['query', `${sql} profiles`, '--data', dir]);
    expect(exported).toMatchObject([{ name: 'Ana' }]);
    expect(
      await cdpJson([
        'query',
        `${sql} read_parquet('${join(dir, 'profiles.parquet')}')`,
        '--data',
        dir,
      ]),
    ).toEqual(exported);
  });
});
