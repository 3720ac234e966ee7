import { expect, test } from 'vitest';
import { type Figure, run } from './figure.ts';
import { percentile } from './percentile.ts';
import { sharedRuns } from './shared-runs.ts';
import { shown, shownGoal } from './shown.ts';

test('a figure that says how often it is measured is measured that often', async () => {
  const [values, baselines] = [
    [2, 20],
    [4, 40],
  ];
  const figure: Figure = {
    name: 'figure',
    unit: 'ms',
    repetitions: 1,
    baselineName: 'baseline',
    measure: async () => values.shift() ?? Number.NaN,
    baseline: async () => baselines.shift() ?? Number.NaN,
  };
  expect(await run(figure, 9)).toMatchObject({ value: 2, baseline: 4 });
  expect(values).toEqual([20]);
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
