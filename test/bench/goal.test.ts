import { describe, expect, it } from 'vitest';
import { type Goal, run } from './figure.ts';

const measured = (value: number, goal: Goal) =>
  run(
    {
      name: 'a figure',
      unit: 'ms',
      goal,
      baselineName: 'the least',
      measure: async () => value,
      baseline: async () => 10,
    },
    1,
  );

describe('a goal of a figure', () => {
  it('is of the ratio to the baseline unless it says otherwise', async () => {
    expect(await measured(20, { atMost: 2 })).toMatchObject({ ratio: 2, met: true });
    expect(await measured(21, { atMost: 2 })).toMatchObject({ met: false });
    expect(await measured(19, { atLeast: 2 })).toMatchObject({ met: false });
  });

  it('may be of the value, whatever the baseline is', async () => {
    expect(await measured(25, { atMost: 25, of: 'value' })).toMatchObject({
      ratio: 2.5,
      met: true,
    });
    expect(await measured(26, { atMost: 25, of: 'value' })).toMatchObject({ met: false });
    expect(await measured(24, { atLeast: 25, of: 'value' })).toMatchObject({ met: false });
  });
});

describe('a figure', () => {
  it('is the median of its repetitions, and so is its ratio, each to the baseline just before it', async () => {
    const values = [30, 10, 80];
    const baselines = [10, 10, 20];
    const result = await run(
      {
        name: 'a figure',
        unit: 'ms',
        baselineName: 'the least',
        measure: async () => values.shift() ?? Number.NaN,
        baseline: async () => baselines.shift() ?? Number.NaN,
      },
      3,
    );
    expect(result).toMatchObject({ value: 30, baseline: 10, ratio: 3 });
    expect(result).not.toHaveProperty('met');
  });
});
