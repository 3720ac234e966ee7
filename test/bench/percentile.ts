/** Of values in ascending order, the one that so many percent of them do not exceed; `NaN` where there are none. */
export const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.floor((percent / 100) * (sorted.length - 1))] ?? Number.NaN;
