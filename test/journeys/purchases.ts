import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Firestore } from '@google-cloud/firestore';
import { expect } from 'vitest';
import { hasRealData, realData } from '../builders/real-data.ts';
import { figuresOfPurchases, type HouseholdFigures } from './households.ts';

/** Writes the first lines of a year of a grocer's purchases; where that is not there, lines of the same shape. @returns the lines. */
export async function firstPurchases(file: string, count: number): Promise<string[]> {
  const lines = hasRealData ? await realPurchases(count) : inventedPurchases(count);
  await writeFile(file, `${lines.join('\n')}\n`);
  return lines;
}

async function realPurchases(count: number): Promise<string[]> {
  const lines: string[] = [];
  const gz = createReadStream(realData('complete-journey/transactions_sample.ndjson.gz'));
  for await (const line of createInterface({ input: gz.pipe(createGunzip()) })) {
    lines.push(line);
    if (lines.length === count) break;
  }
  gz.destroy();
  return lines;
}

/** Baskets of four lines, of households of which the first buy most. */
const inventedPurchases = (count: number): string[] =>
  Array.from({ length: count }, (_, line) => {
    const basket = Math.floor(line / 4);
    return JSON.stringify({
      household_id: String(1 + (Math.floor((basket * basket) / 11) % (7 + (basket % 190)))),
      store_id: '1',
      basket_id: `b${basket}`,
      product_id: `p${line}`,
      quantity: 1,
      sales_value: ((line * 37) % 2000) / 100,
      retail_disc: 0,
      coupon_disc: 0,
      coupon_match_disc: 0,
      week: 1,
      transaction_timestamp: new Date(Date.UTC(2017, 0, 1) + line * 60_000).toISOString(),
    });
  });

/** The profiles in Firestore are the households of a file, with the figures that it says. @returns these, by household. */
export async function expectHouseholds(
  firestore: Firestore,
  file: string,
): Promise<Map<string, HouseholdFigures>> {
  const households = await figuresOfPurchases(file);
  const { docs } = await firestore.collection('profiles').get();
  expect(docs).toHaveLength(households.size);
  for (const document of docs) {
    const [household] = document.get('identifiers.user_id') as string[];
    expect(document.get('computed')).toMatchObject(households.get(household ?? '') ?? {});
  }
  return households;
}
