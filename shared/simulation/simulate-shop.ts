import { crowd, type Newcomer } from './crowd.ts';
import { whenAwake } from './place.ts';
import { fraction } from './random.ts';
import { openShop, type Shop } from './shop.ts';

export interface SimulationOptions {
  people: number;
  /** Another seed gives other people. */
  seed: number;
  /** Milliseconds since 1970. */
  start: number;
  /** How long the shop is watched (default 30). */
  days?: number;
  /** The part of the people who share a device with another one, from 0 to 1 (default 0.03). */
  shareDevices?: number;
}

const day = 86_400_000;
// What a time of four digits for the year can say.
const yearZero = Date.parse('0000-01-01T00:00:00Z');
const yearTenThousand = Date.parse('9999-12-31T00:00:00Z');

/**
 * A made-up shop's customers as events of the Segment Spec, and the truth of who is who. Pure: the same options give the
 * same bytes. About forty events a person in thirty days; memory grows with the people, not with the events.
 * @throws RangeError where an option makes no sense.
 */
export function simulateShop(options: SimulationOptions): Shop {
  const { people, seed, start, days = 30, shareDevices = 0.03 } = options;
  if (!Number.isSafeInteger(people) || people < 0)
    throw new RangeError(`people must be a whole number, not ${people}.`);
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`seed must be a whole number, not ${seed}.`);
  if (!(days > 0)) throw new RangeError(`days must be more than 0, not ${days}.`);
  if (!(shareDevices >= 0 && shareDevices <= 1))
    throw new RangeError(`shareDevices must be from 0 to 1, not ${shareDevices}.`);
  if (!(start >= yearZero && start + days * day < yearTenThousand))
    throw new RangeError('The simulated time must lie in the years 0 to 9999.');
  const until = start + Math.round(days * day);
  return openShop(
    crowd({
      seed,
      cast: 1,
      firstNumber: 1,
      people,
      sharing: 2 * Math.round((people * shareDevices) / 2),
      from: start,
      until,
      firstVisit: anyTime(start, until),
      visitsPerDay: { least: 0.06, more: 0.24 },
    }),
  );
}

/** At any time of day, or, for those who share a device, of the first half. */
function anyTime(from: number, until: number): (newcomer: Newcomer) => number {
  return ({ random, place, sharesDevice }) => {
    const part = fraction(random) * (sharesDevice ? 0.5 : 1);
    const at = from + Math.floor(part * (until - from));
    const awake = whenAwake(at, place);
    return awake < until ? awake : at;
  };
}
