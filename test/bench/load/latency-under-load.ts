import { EventLog } from '../../../shared/adapters/embedded/event-log.ts';
import type { Figure } from '../figure.ts';
import { percentile } from '../percentile.ts';
import { sharedRuns } from '../shared-runs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { eventMessage } from './customers.ts';
import { type Answered, LoadedPlatform } from './loaded-platform.ts';

/** What the maximal rate is measured with, how long half of it is kept up, and how often the baseline is taken. */
export interface LoadSizes {
  events: number;
  seconds: number;
  appends: number;
}

let runs = 0;

async function atHalfOfTheMaximalRate({ events, seconds }: LoadSizes): Promise<Answered> {
  const platform = await LoadedPlatform.open();
  try {
    const rate = (await platform.maximalRate(events)) / 2;
    runs += 1;
    return await platform.offer(rate, Math.ceil(rate * seconds), runs);
  } finally {
    await platform.close();
  }
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
  return ways.flatMap(([what, latenciesOf]) =>
    [50, 95, 99].map((percent) => {
      const [measure, baseline] = [answered(), appended()];
      return {
        name: `embedded: event to ${what} at half of the maximal rate, p${percent}`,
        unit: 'ms',
        ...(percent === 99 && { goal: { atMost: goalMs, of: 'value' } as const }),
        baselineName: 'append and flush one event',
        measure: async () => percentile(latenciesOf(await measure()), percent),
        baseline: async () => percentile(await baseline(), percent),
      };
    }),
  );
}
