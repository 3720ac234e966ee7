import { grouped } from '../../../shared/cli/terminal.ts';
import type { Figure } from '../figure.ts';
import { sharedRuns } from '../shared-runs.ts';
import { type Held, ServedPlatform } from './served-platform.ts';

interface Sizes {
  /** Events since the start, of the baseline and of the figure. */
  few: number;
  many: number;
}

/**
 * A thousand people at a time come, log in, look at four products each and go: the profiles that are changed are of the same size after many events as
 * after few. A profile that grows past a page of the store takes another page in every transaction, which has nothing to do with how many events there were.
 * After 100,000 events more people have been there than an instance remembers the identifiers of.
 */
const visitorsAtOnce = 1000;
const eventsOfVisit = 5;

/** The heap of a young process grows anyway: after so many events it has found its size. */
const settledAfter = 50_000;

/**
 * What the process of `cdp serve` holds in memory after many events, against after few, with all garbage collected: what grows with the number of events is a
 * leak. Garbage that waits is none, and is tens of MiB at one moment and nothing at the next. Profiles and log are on the disk. Linux only.
 */
export function memoryAfterEvents(sizes: Sizes): Figure[] {
  const run = sharedRuns(() => memoriesAt(sizes));
  const figureOf = (what: keyof Held, name: string): Figure => {
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
    figureOf('live', 'live objects and buffers of JavaScript'),
    figureOf('resident', 'resident memory, mapped files included'),
  ];
}

async function memoriesAt({ few, many }: Sizes) {
  const platform = await ServedPlatform.open(eventOf);
  try {
    await platform.sendUpTo(few);
    const before = await platform.memory();
    await platform.sendUpTo(many);
    return { few: before, many: await platform.memory() };
  } finally {
    await platform.close();
  }
}

/** Everybody logs in first, with the traits that a shop knows of its customers. */
function eventOf(number: number) {
  const round = Math.floor(number / visitorsAtOnce);
  const person = Math.floor(round / eventsOfVisit) * visitorsAtOnce + (number % visitorsAtOnce);
  return {
    messageId: `event-${number}`,
    userId: `u${person}`,
    anonymousId: `browser-${person}`,
    ...(round % eventsOfVisit === 0 ? login(person) : view(number)),
  };
}

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
