/** One thing measured, and what it is measured against in the same run. */
export interface Figure {
  name: string;
  unit: string;
  /** Absent where there is no goal yet. */
  goal?: Goal;
  baselineName: string;
  /** Makes ready what is measured; not measured itself. */
  open?(): Promise<void>;
  measure(): Promise<number>;
  baseline(): Promise<number>;
  close?(): Promise<void>;
}

/** What the ratio to the baseline has to be, or the value itself in the unit of the figure. */
export type Goal = ({ atLeast: number } | { atMost: number }) & { of?: 'ratio' | 'value' };

/** What came of a figure: medians over interleaved repetitions, of the ratio of each to the baseline just before it, too. */
export interface Result {
  name: string;
  unit: string;
  value: number;
  baselineName: string;
  baseline: number;
  ratio: number;
  goal?: Goal;
  met?: boolean;
}

/** Measures a figure and its baseline in turn, so that a machine that changes its pace changes it for both. */
export async function run(figure: Figure, repetitions: number): Promise<Result> {
  const values: number[] = [];
  const baselines: number[] = [];
  try {
    await figure.open?.();
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      baselines.push(await figure.baseline());
      values.push(await figure.measure());
    }
  } finally {
    await figure.close?.();
  }
  const [value, baseline] = [median(values), median(baselines)];
  const ratio = median(values.map((one, index) => one / (baselines[index] ?? Number.NaN)));
  const { name, unit, baselineName, goal } = figure;
  const result = { name, unit, value, baselineName, baseline, ratio };
  return goal === undefined ? result : { ...result, goal, met: isMet(goal, { value, ratio }) };
}

function isMet(goal: Goal, measured: { value: number; ratio: number }): boolean {
  const reached = measured[goal.of ?? 'ratio'];
  return 'atLeast' in goal ? reached >= goal.atLeast : reached <= goal.atMost;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
