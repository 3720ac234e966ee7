import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTimeOrder } from './in-time-order.ts';
import type { TimedEvent } from './tab.ts';

const timed = (at: number, messageId: string): TimedEvent => ({
  at,
  event: { messageId, type: 'track', event: 'Tick' },
});

const lifeOf = (events: readonly TimedEvent[], from: number) => ({
  from,
  events: () => events[Symbol.iterator](),
});

test('lives in their own order make one stream in the order of time, those of one time by the order of lives', () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(times, fc.nat(5)), { maxLength: 12 }), (lives) => {
      const all = lives.map(([at, early], life) => {
        const events = at
          .sort((a, b) => a - b)
          .map((time, index) => timed(time, `${life}-${index}`));
        return { events, from: (at[0] ?? 0) - early };
      });
      const merged = [...inTimeOrder(all.map(({ events, from }) => lifeOf(events, from)))];
      // Sorting is stable, so that the reference keeps the order of lives.
      const expected = all.flatMap(({ events }) => events).sort((a, b) => a.at - b.at);
      expect(merged).toEqual(expected.map(({ event }) => event));
    }),
  );
});

test('a life begins when its time has come, not before', () => {
  const begun: number[] = [];
  const lives = [30, 10, 20].map((from) => ({
    from,
    events: () => {
      begun.push(from);
      return [timed(from, `${from}`)][Symbol.iterator]();
    },
  }));
  const stream = inTimeOrder(lives);
  expect(stream.next().value?.messageId).toBe('10');
  expect(begun).toEqual([10]);
  expect([...stream].map(({ messageId }) => messageId)).toEqual(['20', '30']);
  expect(begun).toEqual([10, 20, 30]);
});
