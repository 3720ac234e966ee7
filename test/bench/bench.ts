/** `npm run bench`: every figure beside its baseline, from one run. `--json` for tools, `--quick` for a short look. */
import { table } from '../../shared/cli/terminal.ts';
import { embeddedThroughput } from './embedded-throughput.ts';
import { type Figure, type Result, run } from './figure.ts';

const quick = process.argv.includes('--quick');
const figures: Figure[] = [embeddedThroughput(quick ? 50 : 500)];

const results: Result[] = [];
for (const figure of figures) results.push(await run(figure, quick ? 2 : 5));

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ node: process.version, results }, undefined, 2));
} else {
  const rows = results.map(({ name, unit, value, baselineName, baseline, ratio, goal, met }) => [
    name,
    `${Math.round(value).toLocaleString('en-US')} ${unit}`,
    `${baselineName}: ${Math.round(baseline).toLocaleString('en-US')}`,
    ratio.toFixed(3),
    goal === undefined
      ? ''
      : `${'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`} ${met ? 'met' : 'not met'}`,
  ]);
  console.log(table(['figure', 'measured', 'baseline', 'ratio', 'goal'], rows));
}
