import { describe, expect, it } from 'vitest';
import { capacity, nothingSeen, sight } from './seen.ts';
import { arrivalOf, keysIn, nothingSeenToday, withEvent, withoutFirst } from './seen-day.ts';

const event = (messageId: string, day = 1, arrival = `${messageId}/0`) => ({
  source: 'web',
  messageId,
  arrival,
  receivedAt: `2026-01-${String(day).padStart(2, '0')}T12:00:00.000Z`,
});

describe('what a leaf has seen', () => {
  it('tells the redelivery of an event from its duplicate, and both from a new one', () => {
    const seen = nothingSeen();
    expect(sight(seen, event('a'))).toBe('new');
    expect(sight(seen, event('a'))).toBe('redelivered');
    expect(sight(seen, event('a', 1, 'another/0'))).toBe('duplicate');
    expect(sight(seen, event('b'))).toBe('new');
    expect(sight(seen, { ...event('a'), source: 'app' })).toBe('new');
  });

  it('forgets what arrived a week before the latest, and counts that', () => {
    const seen = nothingSeen();
    for (const day of [1, 2, 8]) sight(seen, event(`d${day}`, day));
    expect([seen.count, seen.forgotten]).toEqual([2, 1]);
    expect([8, 2, 1].map((day) => sight(seen, event(`d${day}`, day)))).toEqual([
      'redelivered',
      'redelivered',
      'new',
    ]);
  });

  it('forgets the first of too many, and counts that', () => {
    const seen = nothingSeen();
    for (let n = 0; n < capacity + 3; n += 1) sight(seen, event(`e${n}`, n < 2 ? 1 : 2));
    expect([seen.count, seen.forgotten]).toEqual([capacity, 3]);
    expect(Object.keys(seen.days)).toHaveLength(1);
    expect(sight(seen, event('e3', 2))).toBe('redelivered');
    expect(sight(seen, event('e2', 2))).toBe('new');
  });
});

describe('what was seen of a day', () => {
  it('is found where its digest lies, and not where two others happen to spell it between them', () => {
    const spelt = ['AAAAAAAAAAAA', 'AAAAAAAAAAAB', 'BAAAAAAAAAAA'] as const;
    const [a, b, c] = spelt.map((text) => new Uint8Array(Buffer.from(text, 'base64url')));
    if (a === undefined || b === undefined || c === undefined) throw new Error('Three are given.');
    const day = withEvent(withEvent(nothingSeenToday, a, b), c, a);
    expect([a, b, c].map((key) => arrivalOf(day, key))).toEqual([b, undefined, a]);
    expect(keysIn(day)).toEqual([spelt[0], spelt[2]]);
    expect(keysIn(withoutFirst(day))).toEqual([spelt[2]]);
  });
});
