import type { Figure } from '../figure.ts';
import { sharedRuns } from '../shared-runs.ts';
import type { Memory } from './memory-of-process.ts';
import { ServedPlatform } from './served-platform.ts';

interface Sizes {
  /** Events since the start, of the baseline and of the figure. */
  few: number;
  many: number;
  /**
   * Whose events they are: the same at both sizes, and so many that none of their profiles gets large, for a process holds some of them at
   * a time.
   */
  people: number;
}

const samples = 10;

/** The heap of a young process grows anyway: after so many events it has found its size. */
const settledAfter = 50_000;

/**
 * What the process of `cdp serve` holds in memory after many events, against after few: what grows with the number of events is a leak.
 * Profiles and log are on the disk. Linux only.
 */
export function memoryAfterEvents(sizes: Sizes): Figure[] {
  const run = sharedRuns(() => memoriesAt(sizes));
  const figureOf = (what: keyof Memory, name: string): Figure => {
    const [measure, baseline] = [run(), run()];
    return {
      name: `embedded: ${name} after ${sizes.many.toLocaleString('en-US')} events`,
      unit: 'MiB',
      repetitions: 1,
      baselineName: `after ${sizes.few.toLocaleString('en-US')}`,
      measure: async () => (await measure()).many[what],
      baseline: async () => (await baseline()).few[what],
    };
  };
  return [
    {
      ...figureOf('own', 'memory of its own'),
      ...(sizes.few >= settledAfter && { goal: { atMost: 1.1 } }),
    },
    figureOf('resident', 'resident memory, mapped files included'),
  ];
}

async function memoriesAt({ few, many, people }: Sizes): Promise<{ few: Memory; many: Memory }> {
  const platform = await ServedPlatform.open((number) => viewOf(number % people, number));
  try {
    return { few: await memoryAt(platform, few), many: await memoryAt(platform, many) };
  } finally {
    await platform.close();
  }
}

/** Over the last tenth of the way, for a heap breathes. */
async function memoryAt(platform: ServedPlatform, events: number): Promise<Memory> {
  const taken: Memory[] = [];
  for (let sample = samples; sample > 0; sample -= 1) {
    await platform.sendUpTo(Math.round(events * (1 - (sample - 1) / (10 * samples))));
    taken.push(await platform.memory());
  }
  const middle = (what: keyof Memory): number => {
    const sorted = taken.map((memory) => memory[what]).sort((a, b) => a - b);
    return sorted[samples / 2] ?? Number.NaN;
  };
  return { own: middle('own'), resident: middle('resident') };
}

const viewOf = (person: number, number: number) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId: `view-${number}`,
  userId: `u${person}`,
  anonymousId: `browser-${person}`,
  properties: { product_id: `p${number % 50}`, category: `c${number % 7}`, price: 9.5 },
});
