import { describe, expect, it } from 'vitest';
import { eventMessage, placeOf } from './customers.ts';
import { dueTimes } from './due-times.ts';

describe('times at which events are due', () => {
  it('keep to the rate on the whole, whatever the seed', () => {
    for (const seed of [1, 2, 3]) {
      const last = dueTimes(2000, 20_000, seed).at(-1) ?? 0;
      expect(last / 1000).toBeGreaterThan(9.7);
      expect(last / 1000).toBeLessThan(10.3);
    }
  });

  it('ascend, and come in bursts and pauses as from senders who know nothing of each other', () => {
    const due = dueTimes(1000, 10_000, 1);
    const gaps = Array.from(due, (at, nth) => at - (due[nth - 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    // Of waiting times of mean 1 ms, a third is longer than that, and one in e^3 longer than three times that.
    const share = (least: number) => gaps.filter((gap) => gap > least).length / gaps.length;
    expect(share(1)).toBeCloseTo(Math.exp(-1), 1);
    expect(share(3)).toBeCloseTo(Math.exp(-3), 1);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(dueTimes(100, 50, 4)).toEqual(dueTimes(100, 50, 4));
    expect(dueTimes(100, 50, 4)).not.toEqual(dueTimes(100, 50, 5));
  });
});

describe('the customers of a load', () => {
  it('cause five events each, one of them the purchase', () => {
    const purchases = new Map<number, number>();
    const events = new Map<number, number>();
    for (let number = 0; number < 15_000; number += 1) {
      const { person, isPurchase } = placeOf(number);
      events.set(person, (events.get(person) ?? 0) + 1);
      if (isPurchase) purchases.set(person, (purchases.get(person) ?? 0) + 1);
    }
    expect(new Set(events.values())).toEqual(new Set([5]));
    expect(new Set(purchases.values())).toEqual(new Set([1]));
    expect(purchases.size).toBe(events.size);
  });

  it('send a purchase as often at any time', () => {
    for (const start of [0, 1000, 4000, 7300]) {
      const purchases = Array.from({ length: 1000 }, (_, nth) => placeOf(start + nth)).filter(
        ({ isPurchase }) => isPurchase,
      );
      expect(purchases).toHaveLength(200);
    }
  });

  it('send each event as a message that tells who it is of', () => {
    const { data, attributes } = eventMessage(1001, Date.UTC(2026, 0, 1));
    expect(attributes).toEqual({ source: 'web' });
    expect(JSON.parse(Buffer.from(data).toString())).toMatchObject({
      userId: 'u1',
      event: 'Order Completed',
      timestamp: '2026-01-01T00:00:00.000Z',
    });
  });
});
