import { fileURLToPath } from 'node:url';
import { EventLog } from '../../../shared/adapters/embedded/event-log.ts';
import { collectOutput, startScript } from '../../builders/run-cdp.ts';
import type { Figure } from '../figure.ts';
import { percentile } from '../percentile.ts';
import { sharedRuns } from '../shared-runs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { eventMessage } from './customers.ts';
import type { Load, Loaded } from './half-of-the-maximal-rate.ts';
import type { Answered } from './loaded-platform.ts';

/** What the maximal rate is measured with, how long half of it is kept up, and how often the baseline is taken. */
export interface LoadSizes {
  events: number;
  seconds: number;
  appends: number;
}

let runs = 0;

/** What the platform answers, and what one does that keeps as much and decides nothing, under the same load. */
interface Runs {
  platform: Answered;
  keeping: Answered;
}

async function atHalfOfTheMaximalRate({ events, seconds }: LoadSizes): Promise<Runs> {
  runs += 1;
  const load: Load = { events, seconds, seed: runs };
  const { rate, answered } = await loaded(load);
  return { platform: answered, keeping: (await loaded({ ...load, keepingAt: rate })).answered };
}

async function loaded(load: Load): Promise<Loaded> {
  const script = fileURLToPath(new URL('half-of-the-maximal-rate.ts', import.meta.url));
  const { status, stdout, stderr } = await collectOutput(startScript(script, JSON.stringify(load)));
  if (status !== 0) throw new Error(`The platform under load failed: ${stderr}`);
  return JSON.parse(stdout) as Loaded;
}

/** The least that any durable answer takes, one after the other: an event appended to a log and flushed. Milliseconds. */
const appendsOf = (events: number): Promise<number[]> =>
  temporaryFolder(async (dir) => {
    const log = new EventLog(dir, Date.now);
    const times: number[] = [];
    for (let number = 0; number < events; number += 1) {
      const startedAt = performance.now();
      await log.append([eventMessage(number, Date.now())]);
      times.push(performance.now() - startedAt);
    }
    await log.close();
    return times.sort((a, b) => a - b);
  });

const ways = [
  ['profile', ({ toProfile }: Answered) => toProfile],
  ['audience transition', ({ toAudience }: Answered) => toAudience],
] as const;

/** The goal is of the worst percentile: the others are below it. */
const goalMs = 25;

/**
 * From the moment an event is due until its profile, or its person's entry into an audience, is on the disk, at half of the rate that the same
 * platform has just reached: nobody waits for an answer before the next event comes.
 */
export function latencyUnderLoad(sizes: LoadSizes): Figure[] {
  const answered = sharedRuns(() => atHalfOfTheMaximalRate(sizes));
  const appended = sharedRuns(() => appendsOf(sizes.appends));
  const figureOf = (name: string, percent: number, of: (runs: Runs) => number[]): Figure => {
    const [measure, baseline] = [answered(), appended()];
    return {
      name: `embedded: ${name}, p${percent}`,
      unit: 'ms',
      baselineName: 'append and flush one event',
      measure: async () => percentile(of(await measure()), percent),
      baseline: async () => percentile(await baseline(), percent),
    };
  };
  const [busy, busyKeeping] = [answered(), answered()];
  const share: Figure = {
    name: 'embedded: busy at half of the maximal rate',
    unit: '% of the time',
    baselineName: 'kept with nothing decided',
    measure: async () => 100 * (await busy()).platform.busy,
    baseline: async () => 100 * (await busyKeeping()).keeping.busy,
  };
  const latencies = ways.flatMap(([what, latenciesOf]) => [
    ...[50, 95, 99].map((percent) => ({
      ...figureOf(`event to ${what} at half of the maximal rate`, percent, ({ platform }) =>
        latenciesOf(platform),
      ),
      ...(percent === 99 && { goal: { atMost: goalMs, of: 'value' } as const }),
    })),
    figureOf(`event to ${what} at the same rate, kept with nothing decided`, 99, ({ keeping }) =>
      latenciesOf(keeping),
    ),
  ]);
  return [...latencies, share];
}
