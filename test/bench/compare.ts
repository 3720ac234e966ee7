import type { Result } from './figure.ts';

/** A figure as far as runs on different machines can be held against each other: by its ratio to the baseline of the same run. */
export type Comparable = Pick<Result, 'name' | 'unit' | 'ratio' | 'goal'>;

/** A figure of two runs. */
export interface Change {
  name: string;
  /** Its ratio to its baseline in the stored run, and in this one. */
  then: number;
  now: number;
  percent: number;
  verdict: 'better' | 'worse' | 'alike';
}

export interface Comparison {
  changes: Change[];
  /** The names of the figures that the other run doesn't have. */
  onlyThen: string[];
  onlyNow: string[];
}

/** What runs of the same code differ by, percent. */
const alikeWithin = 5;

/** What became of each figure since a stored run, in the order of this one. A figure without a ratio counts as missing. */
export function compareRuns(then: readonly Comparable[], now: readonly Comparable[]): Comparison {
  const [before, after] = [byName(then), byName(now)];
  const changes: Change[] = [];
  const onlyNow: string[] = [];
  for (const [name, result] of after) {
    const known = before.get(name);
    if (known === undefined) onlyNow.push(name);
    else changes.push(changeOf(known, result));
  }
  return { changes, onlyThen: [...before.keys()].filter((name) => !after.has(name)), onlyNow };
}

const byName = (results: readonly Comparable[]): Map<string, Comparable> =>
  new Map(
    results.filter(({ ratio }) => Number.isFinite(ratio)).map((result) => [result.name, result]),
  );

function changeOf(before: Comparable, after: Comparable): Change {
  const [then, now] = [before.ratio, after.ratio];
  const percent = then === now ? 0 : (100 * (now - then)) / Math.abs(then);
  const isBetter = percent > 0 === isMoreBetter(after);
  const verdict = Math.abs(percent) <= alikeWithin ? 'alike' : isBetter ? 'better' : 'worse';
  return { name: after.name, then, now, percent, verdict };
}

const isMoreBetter = ({ goal, unit }: Comparable): boolean =>
  goal === undefined ? unit.endsWith('/s') : 'atLeast' in goal;

/** The figures of what `--json` printed; or why it is no such thing. */
export function readRun(
  text: string,
): { kind: 'run'; results: Comparable[] } | { kind: 'unreadable'; why: string } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { kind: 'unreadable', why: `It is not JSON: ${(error as Error).message}.` };
  }
  const results: unknown = Object(content)['results'];
  if (!Array.isArray(results)) return { kind: 'unreadable', why: 'It has no list "results".' };
  if (results.length === 0) return { kind: 'unreadable', why: 'Its list "results" is empty.' };
  const wrong = results.findIndex((result) => !isResult(result));
  return wrong >= 0
    ? { kind: 'unreadable', why: `Its results[${wrong}] has no name, unit and ratio.` }
    : { kind: 'run', results };
}

/** A ratio that was no number is `null` in JSON. */
function isResult(value: unknown): value is Comparable {
  const { name, unit, ratio } = Object(value) as Record<string, unknown>;
  const hasNames = typeof name === 'string' && typeof unit === 'string';
  return hasNames && (typeof ratio === 'number' || ratio === null);
}
