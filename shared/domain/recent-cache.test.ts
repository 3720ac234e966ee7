import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecentCache } from './recent-cache.ts';

it('never holds more than its capacity, gives what was put, and keeps what is used', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 400 });
  fc.assert(
    fc.property(keys, fc.integer({ min: 2, max: 20 }), (used, capacity) => {
      const cache = new RecentCache<string>(capacity);
      for (const [index, key] of used.entries()) {
        expect(cache.of(key, () => `value of ${key}`)).toBe(`value of ${key}`);
        expect(cache.size).toBeLessThanOrEqual(capacity);
        // What was used among the last few is still there.
        const recent = new Set(
          used.slice(Math.max(0, index - Math.floor(capacity / 2) + 1), index + 1),
        );
        for (const one of recent) expect(cache.get(one)).toBe(`value of ${one}`);
      }
    }),
  );
});
