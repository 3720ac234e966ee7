import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import { cdpJson, runCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const config = {
  sources: { web: {} },
  traits: {
    revenue_usd: { sum: 'context.reporting.revenue', of: 'Order Completed' },
    countries: { uniqueList: 'context.location.country', of: 'Order Completed' },
    favourite_maker: { mostFrequent: 'context.product.maker', of: 'Order Completed' },
    people_orders: { count: 'Order Completed', where: { 'context.bot': { exists: false } } },
    search_orders: {
      count: 'Order Completed',
      where: { 'context.channel': { in: ['organic-search', 'paid-search'] } },
    },
  },
  enrichment: {
    ip: { keep: 'none' },
    currency: { reporting: 'USD', rates: { '2026-01-01': { EUR: 1.1, JPY: 0.0067 } } },
    lookups: { products: { key: 'properties.sku', into: 'context.product', fields: ['maker'] } },
  },
};

const orders = [
  { currency: 'EUR', revenue: 10, sku: 'a', ip: '193.0.6.139', referrer: 'https://www.google.nl/' },
  { currency: 'JPY', revenue: 1500, sku: 'b', ip: '133.11.0.1', referrer: '' },
  { currency: 'USD', revenue: 0.35, sku: 'b', ip: '10.0.0.1', referrer: '', bot: true },
  { currency: 'GBP', revenue: 99, sku: 'none', ip: 'nonsense', referrer: 'https://blog.example/' },
].map(({ ip, referrer, bot, ...properties }, index) => ({
  type: 'track',
  event: 'Order Completed',
  messageId: `m${index}`,
  userId: 'u1',
  timestamp: `2026-01-0${index + 1}T10:00:00.000Z`,
  properties: { order_id: `o${index}`, ...properties },
  context: {
    ip,
    page: { url: 'https://shop.example/', referrer },
    userAgent: bot
      ? 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
      : 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  },
}));

const lines = (rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const table = [
  { sku: 'a', maker: 'Acme' },
  { sku: 'b', maker: 'Bolt', weight: 3 },
  { sku: 7, maker: 'Cog' },
];

describe('enrichment', () => {
  it('reaches profiles and the warehouse, with a table that the command line fills', async () => {
    const dir = await temporaryFolder();
    const configFile = join(dir, 'config.json');
    const tableFile = join(dir, 'products.ndjson.gz');
    await writeFile(configFile, JSON.stringify(config));
    await writeFile(tableFile, gzipSync(lines(table)));
    const common = ['--config', configFile, '--data', join(dir, 'data')];

    expect(
      await cdpJson(['lookup', 'load', 'products', tableFile, '--key', 'sku', ...common]),
    ).toEqual({ table: 'products', rows: 3, removed: 0 });
    expect(await cdpJson(['lookup', 'list', ...common])).toEqual([{ table: 'products', rows: 3 }]);
    expect(await cdpJson(['lookup', 'get', 'products', '7', ...common])).toEqual(table[2]);

    expect(await cdpJson(['ingest', '-', ...common], lines(orders))).toMatchObject({
      outcomes: { web: { applied: 4 } },
    });
    const { computed } = await cdpJson<ProfileView>(['profile', 'user_id:u1', ...common]);
    expect(computed).toEqual({
      revenue_usd: 21.4,
      countries: ['JP', 'NL'],
      favourite_maker: 'Bolt',
      people_orders: 3,
      search_orders: 1,
    });

    await cdpJson(['export', 'events', ...common]);
    const rows = await cdpJson<{ message_id: string; context: Record<string, unknown> }[]>([
      'query',
      'SELECT message_id, context FROM events ORDER BY message_id',
      ...common,
    ]);
    expect(rows.map(({ context }) => context)).toMatchObject([
      { location: { country: 'NL' }, channel: 'organic-search', product: { maker: 'Acme' } },
      { location: { country: 'JP' }, reporting: { rate: 0.0067, revenue: 10.05 } },
      { network: { kind: 'private' }, bot: true, reporting: { rate: 1, revenue: 0.35 } },
      { channel: 'referral', browser: { name: 'Firefox' } },
    ]);
    for (const { context } of rows) expect(context).not.toHaveProperty('ip');
  }, 240_000);

  it('takes a table anew with --replace, and without it adds to what is there', async () => {
    const dir = ['--data', await temporaryFolder()];
    const load = (rows: readonly unknown[], ...more: string[]) =>
      cdpJson(
        ['lookup', 'load', 'stores', '-', '--key', 'address.id', ...more, ...dir],
        lines(rows),
      );
    const store = (id: string, city: string) => ({ address: { id }, city });
    expect(await load([store('1', 'Lyon'), store('2', 'Nice')])).toMatchObject({
      rows: 2,
      removed: 0,
    });
    expect(await load([store('2', 'Metz'), store('3', 'Brest')])).toMatchObject({
      rows: 2,
      removed: 0,
    });
    expect(await cdpJson(['lookup', 'list', ...dir])).toEqual([{ table: 'stores', rows: 3 }]);
    expect(await load([store('3', 'Brest')], '--replace')).toMatchObject({ rows: 1, removed: 2 });
    expect(await cdpJson(['lookup', 'list', ...dir])).toEqual([{ table: 'stores', rows: 1 }]);
    expect(await cdpJson(['lookup', 'get', 'stores', '3', ...dir])).toEqual(store('3', 'Brest'));
  }, 240_000);

  it.each<[string, string[], string, number, string]>([
    ['a name that is none', ['load', 'a/b', '-', '--key', 'id'], '', 2, "no table's name"],
    ['no key', ['load', 'a', '-'], '', 2, '--key'],
    [
      'a file that is not there',
      ['load', 'a', 'nowhere.ndjson', '--key', 'id'],
      '',
      1,
      "can't be read",
    ],
    [
      'a line that is no JSON',
      ['load', 'a', '-', '--key', 'id'],
      '{"id":1}\n{"id":',
      1,
      'Line 2: this is no JSON object',
    ],
    [
      'a row without its key',
      ['load', 'a', '-', '--key', 'id'],
      '{"ID":1}',
      1,
      'Line 1: there is no key at id',
    ],
    [
      'a row that is too large',
      ['load', 'a', '-', '--key', 'id'],
      JSON.stringify({ id: 1, x: 'x'.repeat(9000) }),
      1,
      '8192 bytes at most',
    ],
    ['a row that is not there', ['get', 'a', 'x'], '', 1, 'The table a has no row x'],
  ])('is told by cdp lookup what is wrong with %s', async (_, args, input, status, text) => {
    const finished = await runCdp(['lookup', ...args, '--data', await temporaryFolder()], input);
    expect(finished.status).toBe(status);
    expect(finished.stderr).toContain(text);
    expect(finished.stderr).not.toContain('    at ');
  });
});
