import { describe, expect, test } from 'vitest';
import { code, exponential, fraction, pick, seededRandom, uuid, wholeNumber } from './random.ts';

const firstDrawsOfOne = [2917898039, 3219067074, 3573976570, 153132209];

const draws = (...words: number[]): number[] => {
  const random = seededRandom(...words);
  return Array.from({ length: 8 }, () => random());
};

describe('a seeded random', () => {
  test('draws the same numbers for the same words, on every machine', () => {
    expect(draws(1, 2)).toEqual(draws(1, 2));
    expect(draws(1).slice(0, 4)).toEqual(firstDrawsOfOne);
  });

  test('draws other numbers when a word changes, moves or is added, beyond 32 bits too', () => {
    const streams = [draws(1, 2), draws(2, 1), draws(1), draws(1, 2, 0), draws(1 + 2 ** 32, 2)];
    expect(new Set(streams.flat()).size).toBe(streams.flat().length);
  });

  test('spreads evenly', () => {
    const random = seededRandom(7);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw++) {
      const tenth = Math.floor(fraction(random) * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('gives whole numbers up to both ends', () => {
    const random = seededRandom(3);
    const seen = new Set(Array.from({ length: 200 }, () => wholeNumber(random, 4, 6)));
    expect([...seen].sort()).toEqual([4, 5, 6]);
  });

  test('gives waiting times of the mean that was asked for', () => {
    const random = seededRandom(5);
    let total = 0;
    for (let draw = 0; draw < 20_000; draw++) total += exponential(random, 30);
    expect(total / 20_000).toBeCloseTo(30, -1);
  });

  test('makes UUIDs of version 4, and codes without letters that look like digits', () => {
    const random = seededRandom(9);
    const ids = Array.from({ length: 500 }, () => uuid(random));
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(code(random, 200)).toMatch(/^[2-9A-HJ-NP-Z]{200}$/);
  });

  test('cannot pick from nothing', () => {
    expect(() => pick(seededRandom(1), [])).toThrow(RangeError);
  });
});
