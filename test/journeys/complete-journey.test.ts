import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import { hasRealData, realData } from '../builders/real-data.ts';
import { cdpJson } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { departmentsOfHouseholds, figuresOfPurchases, rowsOfHouseholds } from './households.ts';

const config = ['--config', 'examples/complete-journey/cdp.config.ts'];

const files = {
  transactions: realData('complete-journey/transactions_sample.ndjson.gz'),
  coupon_redemptions: realData('complete-journey/coupon_redemptions.ndjson'),
  campaigns: realData('complete-journey/campaigns.ndjson.gz'),
  demographics: realData('complete-journey/demographics.ndjson'),
};

const products = realData('complete-journey/products.ndjson.gz');

interface Reconciled {
  holds: boolean;
  sources: {
    source: string;
    accepted: number;
    applied: number;
    duplicate: number;
    pending: number;
  }[];
}

async function ingest(dir: string, source: keyof typeof files, ...more: string[]) {
  return cdpJson<{ lines: number; outcomes: Record<string, Record<string, number>> }>([
    'ingest',
    files[source],
    '--source',
    source,
    '--data',
    dir,
    ...config,
    ...more,
  ]);
}

/** Fills the lookup table `products`. */
const loadProducts = (dir: string) =>
  cdpJson<{ table: string; rows: number }>([
    'lookup',
    'load',
    'products',
    products,
    '--key',
    'product_id',
    '--data',
    dir,
    ...config,
  ]);

async function snapshot(dir: string): Promise<string> {
  await cdpJson([
    'export',
    'snapshot',
    '--format',
    'ndjson',
    '--out',
    join(dir, 'out'),
    '--data',
    dir,
    ...config,
  ]);
  return readFile(join(dir, 'out', 'profiles.ndjson'), 'utf8');
}

describe.runIf(hasRealData)('the Complete Journey', () => {
  it('gives profiles whose figures are those of the files, and the same bytes in any order', async () => {
    const inOrder = await temporaryFolder();
    const disturbed = await temporaryFolder();
    for (const dir of [inOrder, disturbed]) {
      expect(await loadProducts(dir)).toMatchObject({ table: 'products', rows: 92_331 });
    }
    const first = await ingest(inOrder, 'transactions');
    expect(first.outcomes).toEqual({ transactions: { applied: 75_000 } });
    for (const source of ['coupon_redemptions', 'campaigns', 'demographics'] as const) {
      await ingest(inOrder, source);
    }
    const profiles = new Map<string, ProfileView>();
    const bytes = await snapshot(inOrder);
    for (const line of bytes.trim().split('\n')) {
      const view = JSON.parse(line) as ProfileView;
      profiles.set(view.identifiers['user_id']?.[0] ?? '', view);
    }
    const households = await figuresOfPurchases(files.transactions);
    expect(households.size).toBe(2377);
    for (const [household, figures] of households) {
      expect(profiles.get(household)?.computed).toMatchObject(figures);
    }
    for (const [household, coupons] of await rowsOfHouseholds(files.coupon_redemptions)) {
      expect(profiles.get(household)?.computed?.['coupons']).toBe(coupons);
    }
    const departments = await departmentsOfHouseholds(files.transactions, products);
    // The table lacks the products of 222 lines, and three households bought nothing else.
    expect(departments.size).toBe(2374);
    for (const household of households.keys()) {
      const favourite = profiles.get(household)?.computed?.['favourite_department'];
      expect(favourite).toBe(departments.get(household));
    }
    expect(profiles.get('1')?.traits).toMatchObject({ age: '65+', income: '35-49K' });

    // The last file first, everything shuffled, a third of it twice.
    for (const source of [
      'demographics',
      'campaigns',
      'coupon_redemptions',
      'transactions',
    ] as const) {
      await ingest(disturbed, source, '--shuffle', '7', '--duplicate', '0.33');
    }
    const reconciled = await cdpJson<Reconciled>(['reconcile', '--data', disturbed, ...config]);
    expect(reconciled.holds).toBe(true);
    const transactions = reconciled.sources.find(({ source }) => source === 'transactions');
    expect(transactions).toMatchObject({ applied: 75_000, pending: 0 });
    expect(transactions?.duplicate).toBeGreaterThan(20_000);
    expect(transactions?.accepted).toBe(75_000 + (transactions?.duplicate ?? 0));
    expect(await snapshot(disturbed)).toBe(bytes);
  }, 480_000);
});
