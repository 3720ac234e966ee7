import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEnvironment } from '../../shared/adapters/embedded/environment.ts';
import { Ledger } from '../../shared/adapters/embedded/ledger.ts';
import { simulateShop } from '../../shared/simulation/simulate-shop.ts';
import { cdpJson, collectOutput, startCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

interface Reconciled {
  holds: boolean;
  sources: { accepted: number; applied: number; duplicate: number; pending: number }[];
}

let dir: string;
let file: string;
let events: number;
let expected: string;

const snapshot = async (data: string): Promise<string> => {
  await cdpJson(['export', 'snapshot', '--format', 'ndjson', '--out', data, '--data', data]);
  return readFile(join(data, 'profiles.ndjson'), 'utf8');
};

/** How far the platform of a data folder has come, bytes. */
interface Watch {
  bytes(): Promise<number>;
  close(): Promise<void>;
}

/** What it has accepted, or what it has dealt with: looked at from here, where the folder is opened once, before the platform begins. */
const watches = {
  accepted: (data: string): Watch => ({
    async bytes() {
      const folder = join(data, 'archive', 'events');
      const names = await readdir(folder).catch(() => []);
      const sizes = await Promise.all(
        names.map(async (name) => (await stat(join(folder, name))).size),
      );
      return sizes.reduce((total, size) => total + size, 0);
    },
    close: async () => {},
  }),
  settled(data: string): Watch {
    const environment = openEnvironment(data);
    const ledger = new Ledger(environment, Date.now);
    return {
      bytes: async () =>
        [...ledger.positions().values()].reduce((total, position) => total + position, 0),
      close: () => environment.close(),
    };
  },
};

/** Kills a process as soon as it has come so far. @throws where it ends before. */
async function killAt(child: ChildProcess, hasComeFar: () => Promise<boolean>): Promise<void> {
  while (!(await hasComeFar())) {
    if (child.exitCode !== null) throw new Error('It ended before it could be killed.');
    await new Promise(setImmediate);
  }
  child.kill('SIGKILL');
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  file = join(dir, 'events.ndjson');
  const lines = [...simulateShop({ people: 200, seed: 3, start: Date.UTC(2026, 0, 1) }).events].map(
    (event) => JSON.stringify(event),
  );
  events = lines.length;
  await writeFile(file, `${lines.join('\n')}\n`);
  const undisturbed = join(dir, 'undisturbed');
  await cdpJson(['ingest', file, '--data', undisturbed]);
  expected = await snapshot(undisturbed);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('an ingest that is killed and run again', () => {
  it.each<[keyof typeof watches, number]>([
    ['accepted', 1],
    ['accepted', 2_000_000],
    ['settled', 1],
    ['settled', 1_500_000],
    ['settled', 3_500_000],
  ])(
    'loses nothing and counts nothing twice: killed with %s bytes at %i',
    async (watched, bytes) => {
      const data = await temporaryFolder();
      const watch = watches[watched](data);
      const child = startCdp(['ingest', file, '--data', data]);
      const finished = collectOutput(child);
      await killAt(child, async () => (await watch.bytes()) >= bytes);
      expect((await finished).status).toBe(null);
      await watch.close();

      await cdpJson(['ingest', file, '--data', data]);
      const { holds, sources } = await cdpJson<Reconciled>(['reconcile', '--data', data]);
      const [web] = sources;
      expect(holds).toBe(true);
      expect(web?.applied).toBe(events);
      expect(web?.pending).toBe(0);
      expect(web?.accepted).toBe(events + (web?.duplicate ?? 0));
      expect(await snapshot(data)).toBe(expected);
    },
  );
});
