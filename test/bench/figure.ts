export type Goal = ({ atLeast: number } | { atMost: number }) & { of?: 'value' };

/** One thing measured, and what it is measured against in the same run. */
export interface Figure {
  name: string;
  unit: string;
  /** What the ratio to the baseline has to be, or the value itself; absent where there is no goal yet. */
  goal?: Goal;
  /** How often it is measured, where that is not as often as the others: what is counted comes to the same each time. */
  repetitions?: number;
  baselineName: string;
  /** Makes ready what is measured; not measured itself. */
  open?(): Promise<void>;
  measure(): Promise<number>;
  baseline(): Promise<number>;
  close?(): Promise<void>;
}

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
    for (let repetition = 0; repetition < (figure.repetitions ?? repetitions); repetition += 1) {
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
  return goal === undefined ? result : { ...result, goal, met: isMet(goal, result) };
}

function isMet(goal: Goal, { value, ratio }: Pick<Result, 'value' | 'ratio'>): boolean {
  const measured = goal.of === 'value' ? value : ratio;
  return 'atLeast' in goal ? measured >= goal.atLeast : measured <= goal.atMost;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
