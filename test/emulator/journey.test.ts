import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Firestore } from '@google-cloud/firestore';
import { describe, expect, it, vi } from 'vitest';
import { cdpJson } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { expectHouseholds, firstPurchases } from '../journeys/purchases.ts';
import { onEmulators } from './on-emulators.ts';

const config = ['--config', 'examples/complete-journey/cdp.config.ts', '--backend', 'emulators'];

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

  describe('a grocer', () => {
    it('gets profiles whose figures are those of the file, the same in any order', async () => {
      const dir = await temporaryFolder();
      const file = join(dir, 'purchases.ndjson');
      await firstPurchases(file, 3000);
      const snapshot = await ingest(file, dir, 'in-order');

      const firestore = new Firestore({ projectId: projectOf('in-order') });
      await expectHouseholds(firestore, file);
      await firestore.terminate();

      const disturbed = ['--shuffle', '11', '--duplicate', '0.33'];
      expect(await ingest(file, dir, 'disturbed', ...disturbed)).toBe(snapshot);
    }, 180_000);
  });
});
