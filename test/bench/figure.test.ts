import { describe, expect, test } from 'vitest';
import { type Figure, run } from './figure.ts';
import { percentile } from './percentile.ts';
import { sharedRuns } from './shared-runs.ts';
import { shown, shownGoal } from './shown.ts';

/** A figure whose measurements are known beforehand. */
const figureOf = (values: number[], baselines: number[], other: Partial<Figure> = {}): Figure => ({
  name: 'figure',
  unit: 'ms',
  baselineName: 'baseline',
  measure: async () => values.shift() ?? Number.NaN,
  baseline: async () => baselines.shift() ?? Number.NaN,
  ...other,
});

describe('a figure', () => {
  test('has the medians of both sides, and of the ratios of those next to each other', async () => {
    const result = await run(figureOf([1, 9, 4], [2, 3, 4]), 3);
    expect(result).toMatchObject({ value: 4, baseline: 3, ratio: 1 });
  });

  test.each<[Figure['goal'], boolean]>([
    [{ atMost: 0.5 }, true],
    [{ atMost: 0.49 }, false],
    [{ atLeast: 0.5 }, true],
    [{ atLeast: 0.51 }, false],
    [{ atMost: 2, of: 'value' }, true],
    [{ atMost: 1.99, of: 'value' }, false],
    [{ atLeast: 2, of: 'value' }, true],
    [{ atLeast: 2.01, of: 'value' }, false],
  ])('of 2 against 4 and the goal %j: %j', async (goal, met) => {
    const result = await run(figureOf([2], [4], goal && { goal }), 1);
    expect(result).toMatchObject({ goal, met });
  });

  test('that says how often it is measured is measured that often', async () => {
    const result = await run(figureOf([2], [4], { repetitions: 1 }), 9);
    expect(result).toMatchObject({ value: 2, baseline: 4 });
  });
});

test.each([
  [50, 5],
  [95, 9],
  [99, 9],
  [100, 10],
  [0, 1],
])('%d percent of ten values do not exceed %d', (percent, expected) => {
  expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], percent)).toBe(expected);
});

test('readers of shared runs see the same ones, each from the first on', async () => {
  let runs = 0;
  const reader = sharedRuns(async () => {
    runs += 1;
    return runs;
  });
  const [one, other] = [reader(), reader()];
  expect([await one(), await one(), await other(), await other(), await other()]).toEqual([
    1, 2, 1, 2, 3,
  ]);
});

test.each([
  [0.3688, '0.369'],
  [20_512.4, '20,512'],
  [99.95, '100'],
  [0, '0'],
])('%d is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});

test('the goal of a value is told apart from that of a ratio', () => {
  expect(shownGoal({ goal: { atMost: 0.4, of: 'value' }, met: true })).toBe('itself ≤ 0.4 met');
  expect(shownGoal({ goal: { atLeast: 6 }, met: false })).toBe('≥ 6 not met');
  expect(shownGoal({})).toBe('');
});
