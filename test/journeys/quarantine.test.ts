import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import type { QuarantineRecord } from '../../shared/domain/event/quarantine.ts';
import { replayOfQuarantined } from '../../shared/domain/event/replay.ts';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import type { OutgoingMessage } from '../../shared/ports/event-bus.ts';
import { readConfig } from '../../shared/runtime/load-config.ts';
import { simulateShop } from '../../shared/simulation/simulate-shop.ts';
import { type Kept, keptIn } from '../builders/kept.ts';
import { cdpJson, runCdp } from '../builders/run-cdp.ts';
import { anEventSchema, writeSchemas } from '../builders/schema-folder.ts';

const start = Date.UTC(2026, 0, 1);
const now = start + 31 * 86_400_000;
const total = 10_000;

/** An event on its way in: from which source, and as which bytes. */
interface Sent {
  source: string;
  data: Buffer;
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const changed = (event: SpecEvent, changes: object): Sent => ({
  source: 'web',
  data: json({ ...event, ...changes }),
});

function nested(depth: number): object {
  let value = {};
  for (let level = 0; level < depth; level += 1) value = { in: value };
  return value;
}

/** The ten ways to break an event, by the rule that says so; three of them are mended by the configuration, the others one by one. */
const ways: [rule: string, path: string, broken: (event: SpecEvent) => Sent][] = [
  ['unknown-source', '', (event) => ({ source: 'app', data: json(event) })],
  ['mapping-failed', '', (event) => ({ source: 'till', data: json({ row: event }) })],
  ['malformed-json', '', (event) => ({ source: 'web', data: json(event).subarray(0, -1) })],
  [
    'malformed-utf8',
    '',
    (event) => ({ source: 'web', data: Buffer.concat([json(event), Buffer.from([0xff])]) }),
  ],
  ['schema', '/type', (event) => changed(event, { type: 'purchase' })],
  [
    'no-identifier',
    '',
    (event) =>
      changed(event, { userId: undefined, anonymousId: undefined, traits: {}, context: {} }),
  ],
  ['too-large', '', (event) => changed(event, { properties: { text: 'ß'.repeat(17_000) } })],
  ['too-deep', '/properties', (event) => changed(event, { properties: nested(40) })],
  ['forbidden-key', '/context/prototype', (event) => changed(event, { context: { prototype: 1 } })],
  ['wrong-type', '/properties/score', (event) => good(event, 'wrong-type')],
];

/** The source and the bytes of an event that nothing is wrong with, or that the configuration alone was wrong about. */
function good(event: SpecEvent, way: string | undefined): Sent {
  switch (way) {
    case 'unknown-source':
      return { source: 'app', data: json(event) };
    case 'mapping-failed':
      return { source: 'till', data: json({ row: event }) };
    case 'wrong-type':
      return changed(event, {
        type: 'track',
        event: 'Survey Answered',
        properties: { score: 7 },
      });
    default:
      return { source: 'web', data: json(event) };
  }
}

let dir: string;
let broken: string;
let mended: string;
let expected: Kept;
const events = [...simulateShop({ people: 400, seed: 11, start }).events].slice(0, total);
/** One event in a hundred is broken, each way in its turn. */
const wayOf = (index: number) => (index % 100 === 37 ? ways[((index / 100) | 0) % 10] : undefined);

async function send(data: string, config: string, sent: readonly Sent[]): Promise<Kept> {
  const platform = new EmbeddedPlatform({
    config: await readConfig(config),
    dir: data,
    clock: () => now,
  });
  const messages = sent.map(
    ({ source, data }): OutgoingMessage => ({ data, attributes: { source } }),
  );
  for (let from = 0; from < messages.length; from += 500)
    await platform.publish(messages.slice(from, from + 500));
  await platform.drain();
  const kept = await keptIn(platform.store);
  await platform.close();
  return kept;
}

/** A configuration beside its schemas: under the first score is a text, and rows can't be mapped; the second has all of it mended. */
async function writeConfig(name: string, sources: string, score: string): Promise<string> {
  const schema = anEventSchema({
    $id: 'survey-answered.v1',
    title: 'SurveyAnswered',
    'x-event': 'Survey Answered',
    properties: { score: { type: score } },
  });
  await writeSchemas(join(dir, name), [schema]);
  const file = join(dir, `${name}.mjs`);
  await writeFile(file, `export default { schemas: './${name}', sources: { ${sources} } };`);
  return file;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  broken = await writeConfig(
    'broken',
    'web: {}, till: { map() { throw new Error("no such column"); } }',
    'string',
  );
  mended = await writeConfig(
    'mended',
    'web: {}, app: {}, till: { map: ({ row }) => [row] }',
    'integer',
  );
  expected = await send(
    join(dir, 'good'),
    mended,
    events.map((event, index) => good(event, wayOf(index)?.[0])),
  );
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Replayed {
  sent: number;
  taken: Record<string, number>;
  rejected: unknown[];
}

describe('ten thousand events of which one in a hundred is broken', () => {
  it('are quarantined, exactly those and each with its reason; mended and replayed, nothing shows that they ever failed', async () => {
    expect(events).toHaveLength(total);
    const data = join(dir, 'failed');
    await send(
      data,
      broken,
      events.map((event, index) => wayOf(index)?.[2](event) ?? good(event, undefined)),
    );
    const common = ['--data', data, '--config', mended];
    const { stdout } = await runCdp(['quarantine', 'list', '--json', ...common]);
    const records = stdout
      .trim()
      .split('\n')
      .map((line): QuarantineRecord => JSON.parse(line));
    const inOrder = records.sort((a, b) => numberOf(a) - numberOf(b));
    expect(inOrder.map((record) => [numberOf(record), record.rule])).toEqual(
      events.flatMap((_, index) => (wayOf(index) ? [[index + 1, wayOf(index)?.[0]]] : [])),
    );
    for (const record of records) {
      const way = ways.find(([rule]) => rule === record.rule);
      const event = events[numberOf(record) - 1];
      const raw = event && way?.[2](event);
      expect(record.path.startsWith(way?.[1] ?? '?')).toBe(true);
      expect(
        Buffer.from(record.raw.data, record.raw.encoding).equals(raw?.data ?? Buffer.of()),
      ).toBe(true);
      expect(record.source).toBe(raw?.source);
      expect(record.message).not.toBe('');
    }

    // What the configuration mends, and what somebody has to.
    expect(await cdpJson(['quarantine', 'replay', '--all', '--dry-run', ...common])).toMatchObject({
      passing: 30,
      failing: { length: 70 },
    });
    const bySource = ['quarantine', 'replay', '--source', 'app', ...common];
    expect(await cdpJson<Replayed>(bySource)).toEqual({
      sent: 10,
      taken: { applied: 10 },
      rejected: [],
    });
    const everything = ['quarantine', 'replay', '--all', ...common];
    expect(await cdpJson<Replayed>(everything)).toMatchObject({
      sent: 90,
      taken: { applied: 20 },
      rejected: { length: 70 },
    });
    const corrections = (await recordsIn(data))
      .filter(({ replayed }) => replayed === undefined)
      .map((record) => {
        expect(record.attempts).toBe(2);
        return JSON.stringify({ id: record.id, event: events[numberOf(record) - 1] });
      });
    await writeFile(join(dir, 'corrected.ndjson'), corrections.join('\n'));
    const corrected = ['quarantine', 'replay', '--with', join(dir, 'corrected.ndjson'), ...common];
    expect(await cdpJson<Replayed>(corrected)).toEqual({
      sent: 70,
      taken: { applied: 70 },
      rejected: [],
    });
    expect(await cdpJson<Replayed>(corrected)).toEqual({ sent: 0, taken: {}, rejected: [] });
    const kept = await recordsIn(data);
    expect(kept.filter(({ replayed }) => replayed === undefined)).toEqual([]);

    const platform = new EmbeddedPlatform({ config: await readConfig(mended), dir: data });
    expect(await keptIn(platform.store)).toEqual(expected);
    // Somebody who has not heard that it is done, and does it again past the command's own care.
    await platform.publish(
      kept.filter(({ source }) => source !== 'web').map((record) => replayOfQuarantined(record)),
    );
    await platform.drain();
    expect(await keptIn(platform.store)).toEqual(expected);
    expect(await platform.tally()).toMatchObject({
      app: { quarantined: 10, applied: 10, duplicate: 10 },
      till: { quarantined: 10, applied: 10, duplicate: 10 },
    });
    for (const balance of await platform.reconcile())
      expect(balance).toMatchObject({ difference: 0, pending: 0 });
    await platform.close();

    // They came long ago: of what is that old, profiles may have forgotten what they have seen.
    const { status, stderr } = await runCdp(['replay', '--since', '2026-01-01', ...common]);
    expect([status, stderr.includes('empty store')]).toEqual([1, true]);
  }, 500_000);
});

async function recordsIn(data: string): Promise<QuarantineRecord[]> {
  const platform = new EmbeddedPlatform({ config: await readConfig(mended), dir: data });
  const records: QuarantineRecord[] = [];
  for await (const record of platform.quarantined()) records.push(record);
  await platform.close();
  return records;
}

/** The number of the message that a record came with; they were sent one event each. */
const numberOf = ({ arrival, replayOf = arrival }: QuarantineRecord): number =>
  Number(/-(\d+)\/0$/.exec(replayOf)?.[1]);
