import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hasRealData, realData } from '../builders/real-data.ts';
import { cdpJson } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const config = ['--config', 'examples/seed/cdp.config.ts'];

type Stream = 'transactions' | 'coupon_redemption';

const send = (dir: string, source: Stream, ...more: string[]) =>
  cdpJson([
    'ingest',
    realData(`seed/${source}.ndjson`),
    '--source',
    source,
    '--data',
    dir,
    ...config,
    ...more,
  ]);

async function unified(dir: string): Promise<string[]> {
  await cdpJson(['export', 'events', '--data', dir, ...config]);
  const rows = await cdpJson<object[]>([
    'query',
    'SELECT * FROM unified_transactions',
    '--data',
    dir,
    ...config,
  ]);
  return rows.map((row) => JSON.stringify(row)).sort();
}

describe.runIf(hasRealData)('the two streams of the seed', () => {
  it.each<[string, [Stream, ...string[]][]]>([
    ['baskets first', [['transactions'], ['coupon_redemption']]],
    ['coupons first', [['coupon_redemption'], ['transactions']]],
    [
      'everything twice and shuffled, and then again',
      [
        ['coupon_redemption', '--duplicate', '1', '--shuffle', '1'],
        ['transactions', '--duplicate', '1', '--shuffle', '2'],
        ['coupon_redemption'],
        ['transactions'],
      ],
    ],
  ])('unify to exactly the expected rows: %s', async (_, sendings) => {
    const dir = await temporaryFolder();
    for (const [source, ...more] of sendings) await send(dir, source, ...more);
    const expected = (await readFile(realData('seed/expected_unified.ndjson'), 'utf8'))
      .trim()
      .split('\n');
    expect(await unified(dir)).toEqual(expected.sort());
  });

  it('gives a basket without a coupon a row without one', async () => {
    const dir = await temporaryFolder();
    await send(dir, 'transactions');
    const rows = (await unified(dir)).map((row) => JSON.parse(row) as Record<string, unknown>);
    expect(rows.map(({ coupon_upc }) => coupon_upc)).toEqual([null, null]);
  });

  it('finds its basket for a coupon that comes after an export', async () => {
    const dir = await temporaryFolder();
    await send(dir, 'transactions');
    expect(await unified(dir)).toHaveLength(2);
    await send(dir, 'coupon_redemption');
    expect(await unified(dir)).toHaveLength(4);
  });
});
