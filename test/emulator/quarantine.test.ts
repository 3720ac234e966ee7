import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import functionsTest from 'firebase-functions-test';
import { afterAll, describe, expect, it } from 'vitest';
import type { QuarantineRecord } from '../../shared/domain/event/quarantine.ts';
import { cdpJson, runCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { onEmulators } from './on-emulators.ts';

const page = (userId: string) => ({ type: 'page', userId, messageId: `page-${userId}` });
const rows = [page('u1'), page('u2'), { ...page('u3'), type: 'purchase' }, page('u4')]
  .map((row) => JSON.stringify(row))
  .join('\n');

const config = (map: string) =>
  `export default { sources: { till: { map: (row) => { ${map} } } } };`;

onEmulators('quarantine', ({ projectId }) => {
  const { cleanup, firestore: tools } = functionsTest({ projectId });
  afterAll(cleanup);

  describe('events that are rejected on the emulators', () => {
    it('are mended, replayed and made again from the archive, and every one of them is accounted for', async () => {
      await tools.clearFirestoreData({ projectId });
      const dir = await temporaryFolder();
      const file = join(dir, 'config.mjs');
      const common = ['--backend', 'emulators', '--data', dir, '--config', file];
      await writeFile(
        file,
        config('if (row.userId === "u2") throw new Error("no u2"); return [row];'),
      );
      expect(await cdpJson(['ingest', '-', ...common], `${rows}\n{broken`)).toMatchObject({
        outcomes: { till: { applied: 2, quarantined: 3 } },
      });
      const list = async (...more: string[]) => {
        const { stdout } = await runCdp(['quarantine', 'list', '--json', ...more, ...common]);
        const records = stdout.split('\n').filter((line) => line !== '');
        return records.map((line): QuarantineRecord => JSON.parse(line));
      };
      const rejected = await list();
      expect(rejected.map(({ rule }) => rule).sort()).toEqual([
        'malformed-json',
        'mapping-failed',
        'schema',
      ]);

      // The mended mapping makes two events of what was one arrival.
      await writeFile(
        file,
        config('return row.userId === "u2" ? [row, { ...row, messageId: "second" }] : [row];'),
      );
      expect(await cdpJson(['quarantine', 'replay', '--all', ...common])).toMatchObject({
        sent: 3,
        taken: { applied: 1 },
        rejected: [{}, {}],
      });
      const again = await list('--rule', 'schema');
      expect(again).toMatchObject([
        { attempts: 2, id: rejected.find(({ rule }) => rule === 'schema')?.id },
      ]);
      const correction = ['quarantine', 'replay', again[0]?.id ?? '', '--with', '-', ...common];
      expect(await cdpJson(correction, JSON.stringify(page('u3')))).toMatchObject({
        taken: { applied: 1 },
      });
      const balance = await cdpJson<{ holds: boolean; sources: object[] }>([
        'reconcile',
        ...common,
      ]);
      expect(balance).toMatchObject({
        holds: true,
        sources: [{ pending: 0, applied: 5, quarantined: 5 }],
      });
      const snapshot = async () => {
        await cdpJson(['export', 'snapshot', '--format', 'ndjson', '--out', dir, ...common]);
        return readFile(join(dir, 'profiles.ndjson'), 'utf8');
      };
      const before = await snapshot();
      expect(before.match(/"user_id":\["u\d"\]/g)).toHaveLength(4);

      await tools.clearFirestoreData({ projectId });
      await cdpJson(['replay', ...common]);
      await cdpJson(['replay', '--since', '1h', ...common]);
      expect(await snapshot()).toBe(before);
      expect(await cdpJson(['reconcile', ...common])).toMatchObject({
        holds: true,
        sources: [{ pending: 0 }],
      });
    }, 300_000);
  });
});
