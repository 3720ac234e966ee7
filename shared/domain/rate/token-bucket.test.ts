import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullBucket, takeTokens } from './token-bucket.ts';

test('a burst goes at once, then as many as the rate brings', () => {
  const rate = { perSecond: 2, burst: 3 };
  let bucket = fullBucket(rate, 0);
  const takeAt = (now: number) => {
    const taken = takeTokens(bucket, rate, now);
    bucket = taken.bucket;
    return taken.taken ? 'taken' : taken.waitMs;
  };
  expect([0, 0, 0, 0].map(takeAt)).toEqual(['taken', 'taken', 'taken', 500]);
  expect([250, 500, 500, 10_000].map(takeAt)).toEqual([250, 'taken', 500, 'taken']);
  // A pause saves up no more than a burst.
  expect([10_000, 10_000, 10_000].map(takeAt)).toEqual(['taken', 'taken', 500]);
});

test('no time holds more than the burst and what the rate brings, whatever the clock does', () => {
  const rates = fc.record({
    perSecond: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    burst: fc.integer({ min: 1, max: 50 }),
  });
  const steps = fc.array(fc.integer({ min: -1000, max: 5000 }), { maxLength: 200 });
  fc.assert(
    fc.property(rates, steps, (rate, elapsed) => {
      let bucket = fullBucket(rate, 0);
      let [now, latest, taken] = [0, 0, 0];
      for (const ms of elapsed) {
        now += ms;
        latest = Math.max(latest, now);
        const result = takeTokens(bucket, rate, now);
        bucket = result.bucket;
        if (result.taken) taken += 1;
        else expect(takeTokens(bucket, rate, latest + result.waitMs).taken).toBe(true);
      }
      expect(taken).toBeLessThanOrEqual(rate.burst + (latest * rate.perSecond) / 1000 + 1e-6);
    }),
  );
});
