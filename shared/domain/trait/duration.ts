const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A length of time such as `45s`, `30m`, `12h`, `30d` or `2w` in milliseconds. @throws TypeError naming the place, and what belongs there. */
export function durationMs(text: unknown, place: string): number {
  const [, count, unit = ''] =
    (typeof text === 'string' && /^(\d{1,6})([smhdw])$/.exec(text)) || [];
  const milliseconds = Number(count) * (units[unit] ?? Number.NaN);
  if (milliseconds > 0) return milliseconds;
  throw new TypeError(
    `${place}: ${JSON.stringify(text)} is no length of time: write 45s, 30m, 12h, 30d or 2w.`,
  );
}
