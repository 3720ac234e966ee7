import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TokenBucket, takeTokens } from './token-bucket.ts';

describe('a token bucket', () => {
  it('is full at first, and is never fuller than its burst', () => {
    const limit = { perSecond: 10, burst: 20 };
    const first = takeTokens(undefined, 20, 0, limit);
    expect(first).toEqual({ granted: true, bucket: { tokens: 0, at: 0 } });
    expect(takeTokens(first.bucket, 20, 1000, limit)).toMatchObject({
      granted: false,
      waitMs: 1000,
    });
    expect(takeTokens(first.bucket, 20, 86_400_000, limit).bucket.tokens).toBe(0);
  });

  it('lets more than its burst pass when it is full, and has it paid off', () => {
    const limit = { perSecond: 10 };
    const first = takeTokens(undefined, 50, 0, limit);
    expect(first).toMatchObject({ granted: true, bucket: { tokens: -40 } });
    expect(takeTokens(first.bucket, 1, 0, limit)).toMatchObject({ granted: false, waitMs: 4100 });
  });

  it('grants no more than the limit over any time, and what it refuses, at the time that it names', () => {
    const requests = fc.array(
      fc.record({ events: fc.integer({ min: 1, max: 9 }), wait: fc.nat(900) }),
    );
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 20 }), (sequence, perSecond) => {
        const limit = { perSecond, burst: 10 };
        let bucket: TokenBucket | undefined;
        let now = 0;
        let granted = 0;
        for (const { events, wait } of sequence) {
          now += wait;
          const taken = takeTokens(bucket, events, now, limit);
          if (taken.granted) granted += events;
          else {
            const later = now + taken.waitMs;
            expect(takeTokens(taken.bucket, events, later, limit).granted).toBe(true);
          }
          bucket = taken.bucket;
        }
        expect(granted).toBeLessThanOrEqual(limit.burst + (now / 1000) * perSecond + 1e-6);
      }),
    );
  });
});
