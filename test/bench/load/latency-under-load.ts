import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventLog } from '../../shared/adapters/embedded/event-log.ts';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import type { Figure } from './figure.ts';

const config = {
  sources: { web: {} },
  traits: {
    orders: { count: 'Coffee Bought' },
    orders_30d: { count: 'Coffee Bought', window: '30d' },
  },
  audiences: { buyers: { path: 'computed.orders_30d', gte: 1 } },
} as const;

const orderOf = (person: number) => ({
  data: Buffer.from(
    JSON.stringify({ type: 'track', event: 'Coffee Bought', userId: `u${person}` }),
  ),
  attributes: { source: 'web' },
});

/** Milliseconds from handing an event to the platform until somebody's entry into an audience is on its log, one event after the other. */
async function latenciesOf(events: number): Promise<number[]> {
  const dir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const platform = new EmbeddedPlatform({ config, dir });
  const stop = new AbortController();
  let heard: () => void = () => {};
  let failed: (error: unknown) => void = () => {};
  const running = platform.run(stop.signal, {
    processed: ({ transitions }) => {
      if (transitions.length > 0) heard();
    },
    failed: (error) => failed(error),
  });
  const latencies: number[] = [];
  for (let person = 0; person < events; person += 1) {
    const entered = new Promise<void>((resolve, reject) => {
      heard = resolve;
      failed = reject;
    });
    const startedAt = performance.now();
    await platform.publish([orderOf(person)]);
    await entered;
    latencies.push(performance.now() - startedAt);
  }
  stop.abort();
  await running;
  await platform.close();
  await rm(dir, { recursive: true, force: true });
  return latencies.sort((a, b) => a - b);
}

/** The least that any durable answer takes: the same event appended to a log and flushed. */
async function appendsOf(events: number): Promise<number[]> {
  const dir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const log = new EventLog(dir, Date.now);
  const times: number[] = [];
  for (let person = 0; person < events; person += 1) {
    const startedAt = performance.now();
    await log.append([orderOf(person)]);
    times.push(performance.now() - startedAt);
  }
  await log.close();
  await rm(dir, { recursive: true, force: true });
  return times.sort((a, b) => a - b);
}

/** One series of runs for several readers: the n-th run of each reader is the same. */
function shared<Value>(run: () => Promise<Value>): () => () => Promise<Value> {
  const runs: Promise<Value>[] = [];
  return () => {
    let next = 0;
    return () => {
      const index = next;
      next += 1;
      runs[index] ??= run();
      return runs[index];
    };
  };
}

/** From an accepted event to an audience transition, at the median and at the two tails of the same runs. */
export function audienceLatency(events: number): Figure[] {
  const [taken, appended] = [shared(() => latenciesOf(events)), shared(() => appendsOf(events))];
  return [50, 95, 99].map((percent) => {
    const at = (sorted: readonly number[]) =>
      1000 * (sorted[Math.floor((percent / 100) * (sorted.length - 1))] ?? Number.NaN);
    const [measure, baseline] = [taken(), appended()];
    return {
      name: `embedded: event to audience transition, p${percent} of ${events}`,
      unit: 'µs',
      baselineName: 'append and flush the event',
      measure: async () => at(await measure()),
      baseline: async () => at(await baseline()),
    };
  });
}
