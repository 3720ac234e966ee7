/** Draws the next whole number from 0 to 2^32 - 1. The simulation's only randomness; it is passed, never global. */
export type Random = () => number;

const range = 2 ** 32;
const warmUpDraws = 15;

/**
 * A small fast counting generator (sfc32, Chris Doty-Humphrey's PractRand). Equal words give equal draws on every
 * machine, and any change of a word gives an unrelated stream, so that each person draws from a stream of their own.
 * A word is a safe integer.
 */
export function seededRandom(...words: readonly number[]): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (const word of words) {
    a ^= word | 0;
    b ^= Math.floor(word / range) | 0;
    for (let draw = 0; draw < warmUpDraws; draw++) next();
  }
  return next;
}

/** From 0 up to, not including, 1. */
export const fraction = (random: Random): number => random() / range;

export const chance = (random: Random, probability: number): boolean =>
  fraction(random) < probability;

/** A whole number from `least` to `most`, both included. */
export const wholeNumber = (random: Random, least: number, most: number): number =>
  least + Math.floor(fraction(random) * (most - least + 1));

/** A whole number of milliseconds between two numbers of seconds. */
export const seconds = (random: Random, least: number, most: number): number =>
  wholeNumber(random, least * 1000, most * 1000);

/** A waiting time of this mean, as between independent events. */
export const exponential = (random: Random, mean: number): number =>
  -Math.log(1 - fraction(random)) * mean;

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[wholeNumber(random, 0, items.length - 1)];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hexByte = (word: number, shift: number): string => hexBytes[(word >>> shift) & 255] ?? '';

/** Eight hex digits. */
function hexWord(random: Random): string {
  const word = random();
  return hexByte(word, 24) + hexByte(word, 16) + hexByte(word, 8) + hexByte(word, 0);
}

/** A UUID of version 4. */
export function uuid(random: Random): string {
  const b = hexWord(random);
  const c = hexWord(random);
  const variant = '89ab'.charAt(Number.parseInt(c.charAt(0), 16) & 3);
  return `${hexWord(random)}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${hexWord(random)}`;
}

const codeCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Characters that are hard to misread, as order numbers are made of. */
export function code(random: Random, length: number): string {
  let text = '';
  for (let at = 0; at < length; at++) text += codeCharacters.charAt(random() >>> 27);
  return text;
}
