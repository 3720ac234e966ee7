import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { Firestore } from '@google-cloud/firestore';
import { describe, expect, it, vi } from 'vitest';
import { hasRealData, realData } from '../builders/real-data.ts';
import { cdpJson } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { figuresOfPurchases } from '../journeys/households.ts';
import { onEmulators } from './on-emulators.ts';

const config = ['--config', 'examples/complete-journey/cdp.config.ts', '--backend', 'emulators'];

/** The first lines of a year of purchases. */
async function firstPurchases(file: string, count: number): Promise<void> {
  const lines: string[] = [];
  const gz = createReadStream(realData('complete-journey/transactions_sample.ndjson.gz'));
  for await (const line of createInterface({ input: gz.pipe(createGunzip()) })) {
    lines.push(line);
    if (lines.length === count) break;
  }
  gz.destroy();
  await writeFile(file, `${lines.join('\n')}\n`);
}

onEmulators('journey', ({ projectId }) => {
  const projectOf = (name: string) => `${projectId}-${name}`;

  /** Into a platform of its own: what a platform has not acknowledged when it ends comes again to the next one of its project. */
  async function ingest(file: string, dir: string, name: string, ...more: string[]) {
    vi.stubEnv('GOOGLE_CLOUD_PROJECT', projectOf(name));
    const args = ['--data', join(dir, name), ...config];
    const ingested = await cdpJson<{ outcomes: { transactions: { applied: number } } }>([
      'ingest',
      file,
      '--source',
      'transactions',
      ...more,
      ...args,
    ]);
    expect(ingested.outcomes.transactions.applied).toBe(3000);
    const { holds, sources } = await cdpJson<{ holds: boolean; sources: { pending: number }[] }>([
      'reconcile',
      ...args,
    ]);
    expect([holds, sources.map(({ pending }) => pending)]).toEqual([true, [0]]);
    await cdpJson(['export', 'snapshot', '--format', 'ndjson', '--out', join(dir, name), ...args]);
    return readFile(join(dir, name, 'profiles.ndjson'), 'utf8');
  }

  describe.runIf(hasRealData)('a grocer', () => {
    it('gets profiles whose figures are those of the file, the same in any order', async () => {
      const dir = await temporaryFolder();
      const file = join(dir, 'purchases.ndjson');
      await firstPurchases(file, 3000);
      const snapshot = await ingest(file, dir, 'in-order');

      const households = await figuresOfPurchases(file);
      const firestore = new Firestore({ projectId: projectOf('in-order') });
      const { docs } = await firestore.collection('profiles').get();
      expect(docs).toHaveLength(households.size);
      for (const document of docs) {
        const [household] = document.get('identifiers.user_id') as string[];
        expect(document.get('computed')).toMatchObject(households.get(household ?? '') ?? {});
      }
      await firestore.terminate();

      const disturbed = ['--shuffle', '11', '--duplicate', '0.33'];
      expect(await ingest(file, dir, 'disturbed', ...disturbed)).toBe(snapshot);
    }, 180_000);
  });
});
