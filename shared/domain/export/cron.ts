/** A schedule in cron's five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). */
export type Cron = readonly ReadonlySet<number>[];

const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** Reads a schedule: numbers, ranges, lists, steps and `*`. `undefined` where it is none. */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== ranges.length) return undefined;
  const sets = ranges.map(([least, most], index) => valuesOf(fields[index] ?? '', least, most));
  return sets.every((set) => set !== undefined) ? sets : undefined;
}

function valuesOf(field: string, least: number, most: number): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [, all, from, to, step] = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    if (all === undefined && from === undefined) return undefined;
    const first = all === undefined ? Number(from) : least;
    const single = step === undefined ? first : most;
    const last = all !== undefined ? most : to === undefined ? single : Number(to);
    const by = Number(step ?? 1);
    if (first < least || last > most || first > last || by < 1) return undefined;
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return values;
}

/** Whether a schedule has the minute of a moment, UTC. Where both days are restricted, either is enough, as cron has it. */
function isDue([minutes, hours, days, months, weekdays]: Cron, at: number): boolean {
  const time = new Date(at);
  const isWeekday =
    weekdays?.has(time.getUTCDay()) || (time.getUTCDay() === 0 && weekdays?.has(7)) || false;
  const isDay = days?.has(time.getUTCDate()) ?? false;
  const [anyDay, anyWeekday] = [days?.size === 31, (weekdays?.size ?? 0) >= 7];
  const isOnDay = anyDay || anyWeekday ? isDay && isWeekday : isDay || isWeekday;
  return (
    (minutes?.has(time.getUTCMinutes()) &&
      hours?.has(time.getUTCHours()) &&
      months?.has(time.getUTCMonth() + 1) &&
      isOnDay) ??
    false
  );
}

const minuteMs = 60_000;

/** Whether a schedule has a minute that began after one moment and not after another. */
export function wasDue(cron: Cron, after: number, until: number): boolean {
  for (let at = Math.floor(until / minuteMs) * minuteMs; at > after; at -= minuteMs) {
    if (isDue(cron, at)) return true;
  }
  return false;
}
