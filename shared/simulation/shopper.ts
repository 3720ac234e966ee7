import { categories } from './catalogue.ts';
import { type Device, devicesOfOnePerson } from './device.ts';
import { asciiName, familyNames, givenNames } from './names.ts';
import { asTyped, fictionalPhone, phoneNumbers } from './phone.ts';
import { type Place, places } from './place.ts';
import { chance, code, fraction, pick, type Random, wholeNumber } from './random.ts';

/** How far somebody lets the shop know them. */
type Intent = 'account' | 'newsletter' | 'anonymous';

/** A person, and what the shop has of them so far: changed in place while they live through the simulation. */
export interface Shopper {
  readonly name: string;
  readonly userId: string;
  readonly place: Place;
  readonly favouriteCategory: string;
  readonly intent: Intent;
  /** The device that all of a household uses is among them where there is one. */
  readonly devices: readonly Device[];
  readonly phone?: string;
  /** The address that they will change to, should they change it. */
  readonly nextEmail: string;
  email: string;
  hasAccount: boolean;
  subscribed: boolean;
  plan: 'free' | 'pro';
}

interface Casting {
  random: Random;
  /** 1 for the first person of the shop. */
  number: number;
  /** The slot of the shop's first phone number: each shop begins elsewhere, so that two have few in common. */
  firstPhone: number;
  place: Place;
  sharedDevice?: Device;
}

/** Every third person leaves a number, and nobody does once the fictional numbers have run out. */
function phoneOf(number: number, firstPhone: number): { phone?: string } {
  const slot = (number - 1) / 3;
  if (!Number.isInteger(slot) || slot >= phoneNumbers) return {};
  return { phone: fictionalPhone((firstPhone + slot) % phoneNumbers) };
}

/** Makes up a person. Addresses hold the person's number, so that no two people of a shop have the same. */
export function castShopper(casting: Casting): Shopper {
  const { random, number, firstPhone, place, sharedDevice } = casting;
  const given = pick(random, givenNames);
  const family = pick(random, familyNames);
  const mailbox = `${asciiName(given)}.${asciiName(family)}${number}`;
  const way = fraction(random);
  return {
    name: `${given} ${family}`,
    userId: `u-${code(random, 10).toLowerCase()}`,
    place,
    favouriteCategory: pick(random, categories),
    // Whoever shares a device logs in on it: that is what makes it shared.
    intent: sharedDevice || way < 0.64 ? 'account' : way < 0.73 ? 'newsletter' : 'anonymous',
    devices: [...devicesOfOnePerson(random), ...(sharedDevice ? [sharedDevice] : [])],
    ...phoneOf(number, firstPhone),
    email: `${mailbox}@${pick(random, ['example.com', 'example.org'])}`,
    nextEmail: `${mailbox}@example.net`,
    hasAccount: false,
    subscribed: false,
    plan: 'free',
  };
}

export const placeOf = (random: Random): Place => pick(random, places);

/** An identifier as a person might type it: not always in its normal form, but always the same identifier. */
export function typed(random: Random, kind: 'email' | 'phone', value: string): string {
  if (kind === 'phone') return chance(random, 0.4) ? asTyped(value) : value;
  if (!chance(random, 0.08)) return value;
  const capitals = value.charAt(0).toUpperCase() + value.slice(1);
  return wholeNumber(random, 0, 1) === 0 ? capitals : `${capitals} `;
}
