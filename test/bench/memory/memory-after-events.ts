import { grouped } from '../../../shared/cli/terminal.ts';
import type { Figure } from '../figure.ts';
import { sharedRuns } from '../shared-runs.ts';
import type { Memory } from './memory-of-process.ts';
import { ServedPlatform } from './served-platform.ts';

interface Sizes {
  /** Events since the start, of the baseline and of the figure. */
  few: number;
  many: number;
  /**
   * Whose events they are: the same at both sizes, and so many that the events which their profiles remember are few, for a process holds
   * some of the profiles at a time.
   */
  people: number;
}

/** The heap of a young process grows anyway: after so many events it has found its size. */
const settledAfter = 50_000;

/**
 * What the process of `cdp serve` holds in memory after many events, against after few, with all garbage collected: what grows with the number of events is a
 * leak. Garbage that waits is none, and is tens of MiB at one moment and nothing at the next. Profiles and log are on the disk. Linux only.
 */
export function memoryAfterEvents(sizes: Sizes): Figure[] {
  const run = sharedRuns(() => memoriesAt(sizes));
  const figureOf = (what: keyof Memory, name: string): Figure => {
    const [measure, baseline] = [run(), run()];
    return {
      name: `embedded: ${name} after ${grouped(sizes.many)} events`,
      unit: 'MiB',
      repetitions: 1,
      baselineName: `after ${grouped(sizes.few)}`,
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

async function memoriesAt({ few, many, people }: Sizes) {
  const platform = await ServedPlatform.open((number) => eventOf(number % people, number));
  try {
    await platform.sendUpTo(few);
    const before = await platform.memory();
    await platform.sendUpTo(many);
    return { few: before, many: await platform.memory() };
  } finally {
    await platform.close();
  }
}

/** Everybody logs in once, with the traits that a shop knows of its customers, and looks at products from then on. */
const eventOf = (person: number, number: number) => ({
  messageId: `event-${number}`,
  userId: `u${person}`,
  anonymousId: `browser-${person}`,
  ...(number === person ? login(person) : view(number)),
});

const login = (person: number) => ({
  type: 'identify',
  traits: {
    email: `person${person}@shop.example`,
    name: `Person ${person}`,
    plan: 'free',
    address: { street: `${person} High Street`, city: 'Springfield', postalCode: `${person}` },
    interests: Array.from({ length: 20 }, (_, nth) => `interest ${(person * 7 + nth) % 1000}`),
    notes: `Number ${person} `.repeat(40),
  },
});

const view = (number: number) => ({
  type: 'track',
  event: 'Product Viewed',
  properties: { product_id: `p${number % 50}`, category: `c${number % 7}`, price: 9.5 },
});
