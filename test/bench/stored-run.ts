import { readFile } from 'node:fs/promises';
import colors from 'picocolors';
import { UsageError } from '../../shared/cli/errors.ts';
import { table } from '../../shared/cli/terminal.ts';
import { type Change, type Comparable, type Comparison, readRun } from './compare.ts';

const howToStore = 'Store a run first: npm run --silent bench -- --json > run.json';

/** The figures of a stored run. @throws UsageError where the file holds none. */
export async function storedRun(path: string): Promise<Comparable[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`${path} can't be read: ${error.message}. ${howToStore}`);
  });
  const read = readRun(text);
  if (read.kind === 'run') return read.results;
  throw new UsageError(`${path} is no run of the benchmark. ${read.why} ${howToStore}`);
}

const colourOf = { better: colors.green, worse: colors.red, alike: (text: string) => text };

const rowOf = ({ name, then, now, percent, verdict }: Change): string[] => {
  const change = `${percent < 0 ? '' : '+'}${percent.toFixed(1)}% ${verdict}`;
  return [name, then.toFixed(3), now.toFixed(3), colourOf[verdict](change)];
};

const listed = (title: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : ['', title, ...names.map((name) => `  ${name}`)];

/** A comparison for people. */
export function comparisonText({ changes, onlyThen, onlyNow }: Comparison): string {
  return [
    table(['ratio to the baseline', 'then', 'now', 'change'], changes.map(rowOf)),
    ...listed('Only in the stored run:', onlyThen),
    ...listed('Only in this run:', onlyNow),
  ].join('\n');
}
