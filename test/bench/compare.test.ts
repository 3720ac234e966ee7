import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../shared/cli/errors.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { type Comparable, compareRuns, readRun } from './compare.ts';
import type { Goal } from './figure.ts';
import { comparisonText, storedRun } from './stored-run.ts';

const figure = (name: string, ratio: number, goal?: Goal, unit = 'ms'): Comparable => ({
  name,
  unit,
  ratio,
  ...(goal && { goal }),
});

describe('a run beside a stored one', () => {
  it.each<[string, number, number, Goal | undefined, string, string]>([
    ['where less is wanted, less is better', 2, 1, { atMost: 3 }, 'ms', 'better'],
    ['where less is wanted, more is worse', 2, 3, { atMost: 3 }, 'ms', 'worse'],
    ['where more is wanted, more is better', 2, 3, { atLeast: 3 }, 'documents', 'better'],
    ['where more is wanted, less is worse', 2, 1, { atLeast: 3 }, 'documents', 'worse'],
    ['without a goal, more a second is better', 2, 3, undefined, 'events/s', 'better'],
    ['without a goal, less of anything else is better', 2, 1, undefined, 'µs', 'better'],
    ['what runs differ by anyway is no change, upwards', 2, 2.08, { atMost: 3 }, 'ms', 'alike'],
    ['what runs differ by anyway is no change, downwards', 2, 1.92, { atMost: 3 }, 'ms', 'alike'],
    ['nothing beside nothing is alike', 0, 0, { atMost: 3 }, 'ms', 'alike'],
    ['something where there was nothing is a change', 0, 1, { atMost: 3 }, 'ms', 'worse'],
  ])('%s', (_, then, now, goal, unit, verdict) => {
    const { changes } = compareRuns(
      [figure('a', then, goal, unit)],
      [figure('a', now, goal, unit)],
    );
    expect(changes).toMatchObject([{ name: 'a', then, now, verdict }]);
  });

  it('says by how many percent a ratio has changed', () => {
    const { changes } = compareRuns(
      [figure('a', 4), figure('b', 0.5)],
      [figure('b', 0.4), figure('a', 5)],
    );
    expect(changes.map(({ name, percent }) => [name, Math.round(percent)])).toEqual([
      ['b', -20],
      ['a', 25],
    ]);
  });

  it('names what is missing on either side, and what has no ratio there', () => {
    const then = [figure('both', 1), figure('dropped', 1), figure('failed then', Number.NaN)];
    const now = [figure('both', 1), figure('added', 1), figure('failed then', 1)];
    expect(compareRuns(then, now)).toMatchObject({
      changes: [{ name: 'both' }],
      onlyThen: ['dropped'],
      onlyNow: ['added', 'failed then'],
    });
  });

  it('is written as a table, with what is missing below', () => {
    const comparison = compareRuns(
      [figure('a', 2), figure('gone', 1)],
      [figure('a', 3), figure('fresh', 1)],
    );
    const lines = comparisonText(comparison).split('\n');
    expect(lines[1]).toMatch(/^a\s+2\.000\s+3\.000\s.*\+50\.0% worse/);
    expect(lines.slice(2)).toEqual([
      '',
      'Only in the stored run:',
      '  gone',
      '',
      'Only in this run:',
      '  fresh',
    ]);
  });
});

describe('a stored run', () => {
  it('is what --json prints, with null where a ratio was no number', () => {
    const results = [figure('a', 2, { atMost: 3 }), figure('b', Number.NaN)];
    const read = readRun(JSON.stringify({ node: 'v20', results }));
    expect(read).toMatchObject({
      kind: 'run',
      results: [{ name: 'a', ratio: 2 }, { ratio: null }],
    });
    expect(read.kind === 'run' && compareRuns(read.results, results).onlyNow).toEqual([]);
    expect(read.kind === 'run' && compareRuns(read.results, results).changes).toHaveLength(1);
  });

  it.each([
    ['> tributary@0.1.0 bench', 'It is not JSON'],
    ['', 'It is not JSON'],
    ['null', 'no list "results"'],
    ['{"results": {}}', 'no list "results"'],
    ['{"results": []}', '"results" is empty'],
    ['{"results": [{"name": "a", "unit": "ms", "ratio": 1}, {"name": "b"}]}', 'results[1]'],
    ['{"results": [{"name": "a", "unit": "ms", "ratio": "1"}]}', 'results[0]'],
  ])('is not %j', (text, why) => {
    expect(readRun(text)).toMatchObject({ kind: 'unreadable', why: expect.stringContaining(why) });
  });

  it('that cannot be read says what to do', async () => {
    const dir = await temporaryFolder();
    const [missing, broken, right] = ['missing', 'broken', 'right'].map((name) => join(dir, name));
    await writeFile(broken ?? '', '> tributary bench');
    await writeFile(right ?? '', JSON.stringify({ results: [figure('a', 1)] }));
    for (const path of [missing ?? '', broken ?? '', dir]) {
      const read = storedRun(path);
      await expect(read).rejects.toThrow(UsageError);
      await expect(read).rejects.toThrow(path);
      await expect(read).rejects.toThrow('npm run --silent bench -- --json > run.json');
    }
    expect(await storedRun(right ?? '')).toEqual([figure('a', 1)]);
  });
});
