import { describe, expect, it } from 'vitest';
import { capacity, lookUp, nothingSeen, remember } from './seen.ts';

const event = (messageId: string, day = 1, arrival = `${messageId}/0`) => ({
  source: 'web',
  messageId,
  arrival,
  receivedAt: `2026-01-${String(day).padStart(2, '0')}T12:00:00.000Z`,
});

describe('what a leaf has seen', () => {
  it('tells the redelivery of an event from its duplicate, and both from a new one', () => {
    const seen = nothingSeen();
    remember(seen, event('a'));
    expect(lookUp(seen, event('a'))).toBe('redelivered');
    expect(lookUp(seen, event('a', 1, 'another/0'))).toBe('duplicate');
    expect(lookUp(seen, event('b'))).toBe('unknown');
    expect(lookUp(seen, { ...event('a'), source: 'app' })).toBe('unknown');
  });

  it('forgets what arrived a week before the latest, and counts that', () => {
    const seen = nothingSeen();
    for (const day of [1, 2, 8]) remember(seen, event(`d${day}`, day));
    expect([1, 2, 8].map((day) => lookUp(seen, event(`d${day}`, day)))).toEqual([
      'unknown',
      'redelivered',
      'redelivered',
    ]);
    expect([seen.count, seen.forgotten]).toEqual([2, 1]);
  });

  it('forgets the first of too many, and counts that', () => {
    const seen = nothingSeen();
    for (let n = 0; n < capacity + 3; n += 1) remember(seen, event(`e${n}`, n < 2 ? 1 : 2));
    expect([seen.count, seen.forgotten]).toEqual([capacity, 3]);
    expect(Object.keys(seen.days)).toHaveLength(1);
    expect(lookUp(seen, event('e2', 2))).toBe('unknown');
    expect(lookUp(seen, event('e3', 2))).toBe('redelivered');
  });
});
