/**
 * `npm run bench`: every figure beside its baseline, from one run. `--json` for tools, `--quick` for a look of a minute, `--large` for the sizes that
 * take minutes to set up, `--only TEXT` for the figures whose name holds the text. `--plot FILE` measures throughput and latency over load instead, and draws
 * them as an SVG; `--compare FILE` holds the run against one that `--json` printed.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import colors from 'picocolors';
import { findEmulators } from '../../shared/adapters/emulators/find-emulators.ts';
import { UsageError } from '../../shared/cli/errors.ts';
import { note, print, printJson, table } from '../../shared/cli/terminal.ts';
import { compareRuns } from './compare.ts';
import { embeddedThroughput } from './embedded/throughput.ts';
import { type Figure, type Result, run } from './figure.ts';
import { emulatorFigures } from './firestore/figures.ts';
import { growingHistory } from './growing-history.ts';
import { freshIdentifier, knownIdentifiers } from './growing-profile.ts';
import { growingStore } from './growing-store.ts';
import { growthFigures } from './growth.ts';
import { chartSvg } from './load/chart.ts';
import { latencyUnderLoad } from './load/latency-under-load.ts';
import { loadChart, measureLoadCurve } from './load/load-curve.ts';
import { manyAudiences } from './many-audiences.ts';
import { memoryAfterEvents } from './memory/memory-after-events.ts';
import { shown, shownGoal } from './shown.ts';
import { comparisonText, storedRun } from './stored-run.ts';

const refuse = (error: Error): never => {
  note(colors.red(error.message));
  process.exit(2);
};

function readOptions() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        large: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        plot: { type: 'string' },
        compare: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return refuse(error as Error);
  }
}

const options = readOptions();

/** Read first: nobody should wait for a run to hear that its file is none. */
const stored =
  options.compare === undefined ? undefined : await storedRun(options.compare).catch(refuse);

if (options.plot !== undefined) {
  const steps = await measureLoadCurve();
  await writeFile(options.plot, chartSvg(loadChart(steps)));
  if (options.json) printJson({ node: process.version, steps });
  process.exit();
}

const found = await findEmulators();
const emulator = found.found ? emulatorFigures({ isQuick: options.quick }) : undefined;
if (!found.found) note(`The figures of Firestore are left out. ${found.reason}`);

/** Only Linux tells what a process has of its own. */
const memory = process.platform === 'linux' ? memoryAfterEvents : () => [];

const figures: Figure[] = [
  ...(options.quick
    ? [
        ...embeddedThroughput(50),
        ...growthFigures(manyAudiences([10, 1000], 200)),
        ...latencyUnderLoad({ events: 2000, seconds: 1, appends: 50 }),
        ...memory({ few: 5000, many: 20_000 }),
        ...growthFigures(growingStore([1000, 4000])),
        ...growthFigures(knownIdentifiers([1, 10])),
        ...growthFigures(freshIdentifier([1, 10])),
        ...growingHistory([10, 1000], { days: 5, people: 10 }).flatMap(growthFigures),
        ...growingHistory([10, 1000], { days: 100, people: 10 }).flatMap(growthFigures),
      ]
    : [
        ...embeddedThroughput(500),
        ...growthFigures(manyAudiences([10, 100, 1000], 2000)),
        ...latencyUnderLoad({ events: 10_000, seconds: 5, appends: 300 }),
        ...memory({ few: 100_000, many: options.large ? 1_000_000 : 300_000 }),
        ...growthFigures(growingStore([1000, 100_000, ...(options.large ? [1_000_000] : [])])),
        ...growthFigures(knownIdentifiers([1, 10, 100])),
        ...growthFigures(freshIdentifier([1, 10, 100])),
        ...growingHistory([10, 1000, 10_000], { days: 5, people: 50 }).flatMap(growthFigures),
        ...growingHistory([10, 1000, 10_000], { days: 1000, people: 50 }).flatMap(growthFigures),
        ...(options.large
          ? [5, 1000].flatMap((days) =>
              growingHistory([10, 100_000], { days, people: 10 }).flatMap(growthFigures),
            )
          : []),
      ]),
  ...(emulator?.figures ?? []),
].filter(({ name }) => name.includes(options.only));
if (figures.length === 0)
  refuse(new UsageError(`No figure has "${options.only}" in its name: run it without --only.`));

const results: Result[] = [];
for (const [index, figure] of figures.entries()) {
  note(`${index + 1}/${figures.length} ${figure.name}`);
  const startedAt = performance.now();
  results.push(await run(figure, options.quick ? 3 : 9));
  note(`  ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

await emulator?.close();

const comparison =
  stored &&
  compareRuns(
    stored.filter(({ name }) => name.includes(options.only)),
    results,
  );

if (options.json) printJson({ node: process.version, results, ...(comparison && { comparison }) });
else {
  const rows = results.map((result) => [
    result.name,
    `${shown(result.value)} ${result.unit}`,
    `${result.baselineName}: ${shown(result.baseline)}`,
    result.ratio.toFixed(3),
    shownGoal(result),
  ]);
  print(table(['figure', 'measured', 'baseline', 'ratio', 'goal'], rows));
  if (comparison) print(`\n${comparisonText(comparison)}`);
}
