import { grouped, note } from '../../../shared/cli/terminal.ts';
import { percentile } from '../percentile.ts';
import type { Chart } from './chart.ts';
import { LoadedPlatform } from './loaded-platform.ts';

/** What came of a load: events/s, and milliseconds from when an event was due to its profile. */
export interface Step {
  offered: number;
  achieved: number;
  p50: number;
  p99: number;
}

const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4];
const eventsAtOnce = 10_000;
const secondsPerStep = 3;

/** Steps the load on the embedded backend up to more than it can bear. Takes about a minute. */
export async function measureLoadCurve(): Promise<Step[]> {
  const platform = await LoadedPlatform.open();
  try {
    // What is not compiled yet is slow.
    for (let round = 0; round < 2; round += 1) await platform.maximalRate(eventsAtOnce);
    const most = await platform.maximalRate(eventsAtOnce);
    note(`At most ${grouped(Math.round(most))} events/s.`);
    const steps: Step[] = [];
    for (const [nth, share] of shares.entries()) {
      const rate = share * most;
      const answered = await platform.offer(rate, Math.ceil(rate * secondsPerStep), nth);
      const [p50, p99] = [50, 99].map((percent) => percentile(answered.toProfile, percent));
      const { offered, achieved } = answered;
      steps.push({ offered, achieved, p50: p50 ?? Number.NaN, p99: p99 ?? Number.NaN });
      note(`  ${nth + 1}/${shares.length} ${grouped(Math.round(offered))} events/s`);
    }
    return steps;
  } finally {
    await platform.close();
  }
}

/** What was measured as a chart of throughput and one of latency. */
export const loadChart = (steps: readonly Step[]): Chart => ({
  title: 'Throughput and latency over load, embedded backend',
  subtitle:
    'Events come one by one and wait for no answer. Latency: from when an event is due until its profile is on the disk.',
  xTitle: 'offered, events/s',
  panels: [
    {
      title: 'achieved, events/s',
      series: [
        { name: 'achieved', points: steps.map(({ offered, achieved }) => at(offered, achieved)) },
        {
          name: 'offered',
          points: [at(0, 0), ...steps.map(({ offered }) => at(offered, offered))],
          isReference: true,
        },
      ],
    },
    {
      title: 'latency, ms (logarithmic)',
      isLogarithmic: true,
      series: [
        { name: 'p50', points: steps.map(({ offered, p50 }) => at(offered, p50)) },
        { name: 'p99', points: steps.map(({ offered, p99 }) => at(offered, p99)) },
      ],
    },
  ],
});

const at = (x: number, y: number) => ({ x, y });
