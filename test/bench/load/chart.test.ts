import { describe, expect, it } from 'vitest';
import { linearAxis, logarithmicAxis } from './axis.ts';
import { type Chart, chartSvg } from './chart.ts';
import { loadChart } from './load-curve.ts';

describe('an axis', () => {
  it.each([
    [
      [3, 7],
      [0, 2, 4, 6, 8],
    ],
    [[3758.9], [0, 1000, 2000, 3000, 4000]],
    [
      [0.3, 0.12],
      [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3],
    ],
    [[60], [0, 10, 20, 30, 40, 50, 60]],
  ])('for %j goes from 0 in round steps to what holds them all', (values, ticks) => {
    const axis = linearAxis(values);
    expect(axis.ticks.map((tick) => Number(tick.toFixed(9)))).toEqual(ticks);
    expect(axis.at(0)).toBe(0);
    expect(axis.at(axis.ticks.at(-1) ?? Number.NaN)).toBeCloseTo(1);
    for (const value of values) expect(axis.at(value)).toBeLessThanOrEqual(1);
  });

  it('of powers of ten makes equal factors equal distances', () => {
    const axis = logarithmicAxis([22, 380]);
    expect(axis.ticks).toEqual([10, 100, 1000]);
    expect(axis.at(10)).toBeCloseTo(0);
    expect(axis.at(100)).toBeCloseTo(0.5);
    expect(axis.at(400) - axis.at(200)).toBeCloseTo(axis.at(40) - axis.at(20));
  });

  it('of powers of ten has two ends also where all values are one power', () => {
    expect(logarithmicAxis([10, 10]).ticks).toEqual([10, 100]);
    expect(logarithmicAxis([0.5]).ticks).toEqual([0.1, 1]);
  });
});

const chart = (overrides: Partial<Chart> = {}): Chart => ({
  title: 'A title',
  subtitle: 'How it was made',
  xTitle: 'offered, events/s',
  panels: [
    {
      title: 'achieved, events/s',
      series: [
        {
          name: 'achieved',
          points: [
            { x: 0, y: 0 },
            { x: 40, y: 20 },
          ],
        },
      ],
    },
  ],
  ...overrides,
});

/** The texts between the tags. @throws where the tags are not nested as XML has them. */
function textsOf(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = '', rest = ''] of svg.matchAll(/<(\/?)(\w+)([^>]*)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!rest.endsWith('/')) open.push(name);
  }
  expect(open).toEqual([]);
  return [...svg.matchAll(/>([^<]+)</g)].map(([, text = '']) => text.trim()).filter(Boolean);
}

describe('a chart', () => {
  it('says what it shows, with units on both axes of each panel', () => {
    const texts = textsOf(chartSvg(chart()));
    for (const text of ['A title', 'How it was made', 'offered, events/s', 'achieved, events/s'])
      expect(texts).toContain(text);
  });

  it('brings its background along, for pages light and dark', () => {
    expect(chartSvg(chart())).toMatch(/<rect width="\d+" height="\d+"[^>]* fill="#ffffff"\/>/);
  });

  it('draws a point where its values are on the axes', () => {
    const svg = chartSvg(chart());
    const [first, last] = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(
      ([, x, y]) => ({ x: Number(x), y: Number(y) }),
    );
    // The first tick of each axis and its last are the corners.
    const ticks = [...svg.matchAll(/<path d="M(\d+) (\d+)H(\d+)"/g)];
    const [, left, bottom, right] = ticks[0]?.map(Number) ?? [];
    const [, , top] = ticks[ticks.length - 2]?.map(Number) ?? [];
    expect(first).toEqual({ x: left, y: bottom });
    expect(last).toEqual({ x: right, y: top });
  });

  it('keeps the panels apart and draws what is a reference without dots', () => {
    const points = [
      { x: 1, y: 1 },
      { x: 2, y: 5 },
    ];
    const series = [
      { name: 'kept', points },
      { name: 'held against', points, isReference: true },
    ];
    const svg = chartSvg(
      chart({
        panels: [
          { title: 'one', series },
          { title: 'two', series },
        ],
      }),
    );
    const xs = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(xs).toHaveLength(4);
    expect(Math.max(...xs.slice(0, 2))).toBeLessThan(Math.min(...xs.slice(2)));
    expect(svg.match(/<polyline[^>]*stroke-dasharray/g)).toHaveLength(2);
  });

  it('takes any text for text', () => {
    expect(textsOf(chartSvg(chart({ title: 'a < b & "c"' })))).toContain(
      'a &lt; b &amp; &quot;c&quot;',
    );
  });

  it('of a load shows throughput beside what was offered, and two percentiles', () => {
    const steps = [
      { offered: 100, achieved: 99, p50: 2, p99: 9 },
      { offered: 200, achieved: 150, p50: 40, p99: 300 },
    ];
    const { panels } = loadChart(steps);
    expect(panels.map(({ series }) => series.map(({ name }) => name))).toEqual([
      ['achieved', 'offered'],
      ['p50', 'p99'],
    ]);
    expect(panels[1]?.series[1]?.points).toEqual([
      { x: 100, y: 9 },
      { x: 200, y: 300 },
    ]);
    const texts = textsOf(chartSvg(loadChart(steps)));
    for (const text of ['p50', 'p99', 'latency, ms (logarithmic)']) expect(texts).toContain(text);
  });
});
