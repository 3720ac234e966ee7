import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distribution } from './distribution.ts';
import { isSampled } from './is-sampled.ts';
import { formatTraceParent, parseTraceParent } from './trace-parent.ts';

const hex = (length: number) =>
  fc
    .stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
    .filter((digits) => /[1-9a-f]/.test(digits));

describe('a trace context', () => {
  it('is what was written', () => {
    const contexts = fc.record({ traceId: hex(32), spanId: hex(16), sampled: fc.boolean() });
    fc.assert(
      fc.property(contexts, (context) => {
        expect(parseTraceParent(formatTraceParent(context))).toEqual(context);
      }),
    );
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n{"severity":"ERROR"}',
  ])('is none in %j', (text) => {
    expect(parseTraceParent(text)).toBeUndefined();
  });

  it('may say more in a later version', () => {
    const later = '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-more';
    expect(parseTraceParent(later)?.sampled).toBe(true);
  });
});

describe('a sample', () => {
  it('is of about the share that was asked for, also of names that count up', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `web\nmessage-${index}/0`);
    for (const rate of [0.01, 0.1, 0.5]) {
      const shown = names.filter((name) => isSampled(name, rate)).length / names.length;
      expect(shown / rate).toBeGreaterThan(0.8);
      expect(shown / rate).toBeLessThan(1.2);
    }
  });

  it('shows at a higher rate whatever a lower one shows', () => {
    const rates = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.string(), rates, rates, (name, a, b) => {
        if (isSampled(name, Math.min(a, b))) expect(isSampled(name, Math.max(a, b))).toBe(true);
        expect([isSampled(name, 0), isSampled(name, 1)]).toEqual([false, true]);
      }),
    );
  });
});

describe('a distribution', () => {
  it('tells percentiles within 5 percent, and the greatest value exactly', () => {
    const values = fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const distribution = new Distribution();
        for (const value of all) distribution.add(value);
        const sorted = all.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(share * all.length) - 1] ?? 0;
        const told = distribution.percentile(share);
        expect(told).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
        expect(told).toBeLessThanOrEqual(exact * 1.05 * (1 + 1e-9));
        expect(distribution.percentiles()).toMatchObject({
          count: all.length,
          max: sorted.at(-1),
        });
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(new Distribution().percentiles()).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
