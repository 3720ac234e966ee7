import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../test/builders/temporary-folder.ts';
import { EventLog } from './event-log.ts';

/** Two processes on one folder. */
async function twoWriters(): Promise<[EventLog, EventLog]> {
  const dir = await temporaryFolder();
  const logs: [EventLog, EventLog] = [new EventLog(dir, Date.now), new EventLog(dir, Date.now)];
  onTestFinished(async () => {
    for (const log of logs) await log.close();
  });
  return logs;
}

const message = (text: string) => ({ data: Buffer.from(text), attributes: { source: 'web' } });

/** Takes what there is, from where it has come to. */
class Reader {
  readonly #log: EventLog;
  readonly #positions = new Map<string, number>();
  readonly texts: string[] = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  async read(maxBytes = 1 << 20): Promise<number> {
    const batch = await this.#log.read(this.#positions, maxBytes);
    for (const [segment, end] of batch?.upTo ?? []) {
      expect(batch?.from.get(segment)).toBe(this.#positions.get(segment) ?? 0);
      this.#positions.set(segment, end);
    }
    const texts = (batch?.messages ?? []).map(({ data }) => Buffer.from(data).toString());
    this.texts.push(...texts);
    return texts.length;
  }
}

it('gives a process that keeps writing what others write, too, and each message once', async () => {
  const [own, other] = await twoWriters();
  const reader = new Reader(own);
  await own.append([message('own 0')]);
  await reader.read();
  await other.append([message('other')]);
  let written = 1;
  // For as long as it takes: what is its own is looked at first, and that never ends here.
  for (; !reader.texts.includes('other'); written += 1) {
    await own.append([message(`own ${written}`)]);
    await reader.read();
  }
  while ((await reader.read()) > 0);
  const all = Array.from({ length: written }, (_, nth) => `own ${nth}`);
  expect(reader.texts.filter((text) => text !== 'other')).toEqual(all);
  expect(reader.texts).toHaveLength(written + 1);
});

it('reads what a process has written itself in parts, and whole lines only', async () => {
  const [own] = await twoWriters();
  const reader = new Reader(own);
  await own.append([message('first')]);
  await reader.read();
  const texts = Array.from({ length: 40 }, (_, nth) => `${nth} `.repeat(20_000));
  await own.append(texts.map(message));
  let parts = 0;
  while ((await reader.read(100_000)) > 0) parts += 1;
  expect(reader.texts).toEqual(['first', ...texts]);
  expect(parts).toBeGreaterThan(10);
});
