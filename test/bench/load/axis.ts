/** Where values lie on an axis of a chart, and which of them are written beside it. */
export interface Axis {
  /** From 0 at the beginning of the axis to 1 at its end. */
  at(value: number): number;
  ticks: number[];
}

const stepsAtMost = 6;

/** From 0 to a round number that is no smaller than any of the values. */
export function linearAxis(values: readonly number[]): Axis {
  const most = Math.max(...values, Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(most / stepsAtMost));
  const step = power * ([1, 2, 5, 10].find((by) => power * by * stepsAtMost >= most) ?? 10);
  const steps = Math.ceil(most / step);
  return {
    at: (value) => value / (step * steps),
    ticks: Array.from({ length: steps + 1 }, (_, nth) => nth * step),
  };
}

/** Between the powers of ten around the values, which are above 0: equal factors are equal distances. */
export function logarithmicAxis(values: readonly number[]): Axis {
  const least = Math.floor(Math.log10(Math.min(...values)));
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value) => (Math.log10(value) - least) / (most - least),
    ticks: Array.from({ length: most - least + 1 }, (_, nth) => 10 ** (least + nth)),
  };
}
