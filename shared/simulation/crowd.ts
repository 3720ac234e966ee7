import { type Device, newDevice } from './device.ts';
import { life } from './life.ts';
import { phoneNumbers } from './phone.ts';
import type { Place } from './place.ts';
import { exponential, type Random, seededRandom } from './random.ts';
import { personName, type Role } from './shop.ts';
import { castShopper, placeOf } from './shopper.ts';

/** What the time of somebody's first visit may depend on. */
export interface Newcomer {
  random: Random;
  /** 0 for the first of the crowd. */
  nth: number;
  place: Place;
  /** Whoever shares a device should come early, for it takes a second visit to be seen on it. */
  sharesDevice: boolean;
}

/** People who come to the shop in a span of time. */
export interface CrowdOptions {
  seed: number;
  /** Tells crowds of one seed apart: they have nobody in common. */
  cast: number;
  /** The number of the first one. */
  firstNumber: number;
  people: number;
  /** How many of them share a device with another one; an odd one is left out. */
  sharing: number;
  /** In milliseconds since 1970; the end is not included. */
  from: number;
  until: number;
  /** When somebody comes for the first time: in the span. */
  firstVisit(newcomer: Newcomer): number;
  /** How often somebody comes: at least so many times a day, and how many times more on average. */
  visitsPerDay: { least: number; more: number };
}

const day = 86_400_000;

/** What a person's streams of randomness are for, so that a change in one leaves the others as they are. */
const stream = { arrival: 1, sharedDevice: 2, life: 3, phones: 4 };

/** Casts the people, household by household. The couples who share a device are spread evenly among the others. */
export function crowd(options: CrowdOptions): Role[][] {
  const couples = Math.floor(Math.min(options.sharing, options.people) / 2);
  const households = options.people - couples;
  const result: Role[][] = [];
  let nth = 0;
  for (let index = 0; index < households; index++) {
    const isCouple =
      Math.floor(((index + 1) * couples) / households) > Math.floor((index * couples) / households);
    const couple = isCouple ? options.firstNumber + nth : undefined;
    const roles = [roleOf(options, nth++, couple)];
    if (isCouple) roles.push(roleOf(options, nth++, couple));
    result.push(roles);
  }
  return result;
}

/** `couple` is the number of the first of two who share a device. */
function roleOf(options: CrowdOptions, nth: number, couple: number | undefined): Role {
  const { seed, cast, firstNumber, until } = options;
  const number = firstNumber + nth;
  const arrival = seededRandom(seed, cast, number, stream.arrival);
  const place = placeOf(arrival);
  const sharesDevice = couple !== undefined;
  const from = options.firstVisit({ random: arrival, nth, place, sharesDevice });
  return {
    person: personName(number),
    from,
    events: () => {
      const random = seededRandom(seed, cast, number, stream.life);
      const sharedDevice = couple === undefined ? undefined : householdDevice(options, couple);
      const shopper = castShopper({
        random,
        number,
        firstPhone: seededRandom(seed, cast, stream.phones)() % phoneNumbers,
        place,
        ...(sharedDevice ? { sharedDevice } : {}),
      });
      const { least, more } = options.visitsPerDay;
      const meanGap = day / (least + exponential(random, more));
      return life({ random, shopper, from, until, meanGap });
    },
  };
}

/** The same tablet for both of a couple: their logins on it are their own. */
function householdDevice({ seed, cast }: CrowdOptions, couple: number): Device {
  const random = seededRandom(seed, cast, couple, stream.sharedDevice);
  return { ...newDevice(random, 'tablet'), shared: true };
}
