/**
 * `npm run accuracy`: how well the platform finds out who is who, on a simulated shop of which the truth is known.
 * `-- --people 10000 --seed 1 --json`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { note, ProgressBar, print, printJson, table } from '../../shared/cli/terminal.ts';
import { type Accuracy, measureAccuracy, type Stage } from './measure.ts';

/** Nobody, and the simulation's default. */
const shares = [0, 0.03];

function readArguments() {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  return { people: Number(values.people), seed: Number(values.seed), json: values.json };
}

async function measure(people: number, seed: number, shareDevices: number): Promise<Accuracy> {
  const dir = await mkdtemp(join(tmpdir(), 'tributary-accuracy-'));
  let bar: ProgressBar | undefined;
  let stage: Stage | undefined;
  const onProgress = (current: Stage, done: number, total: number) => {
    if (current !== stage) {
      bar?.stop();
      bar = new ProgressBar(current);
      stage = current;
    }
    bar?.update(done, total);
  };
  try {
    return await measureAccuracy({ people, seed, shareDevices, dir, onProgress });
  } finally {
    bar?.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

const decimals = (value: number): string => value.toFixed(6);

function report(measured: readonly Accuracy[]): void {
  const heading = [
    'share a device',
    'people',
    'events',
    'seconds',
    'profiles',
    'precision',
    'recall',
    'recall of the linkable',
    'two users in one',
  ];
  const rows = measured.map((accuracy) => [
    `${accuracy.shareDevices * 100} %`,
    accuracy.people,
    accuracy.events,
    Math.round(accuracy.seconds),
    accuracy.profiles,
    decimals(accuracy.agreement.precision),
    decimals(accuracy.agreement.recall),
    decimals(accuracy.linkable.recall),
    accuracy.mixedUp,
  ]);
  print(table(heading, rows));
  note('pairs of identifiers; linkable are those that events lead from one to the other');
}

/** What somebody typed makes no sense: the options, or the simulation's own word on them. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof RangeError ||
  (error instanceof TypeError &&
    'code' in error &&
    String(error.code).startsWith('ERR_PARSE_ARGS'));

try {
  const { people, seed, json } = readArguments();
  const measured: Accuracy[] = [];
  for (const shareDevices of shares) measured.push(await measure(people, seed, shareDevices));
  if (json) printJson(measured);
  else report(measured);
  // A precision below 1 where nobody shares a device, or two users in one profile, is a bug.
  const isWrong = measured.some(
    ({ shareDevices, agreement, mixedUp }) =>
      mixedUp > 0 || (shareDevices === 0 && agreement.precision < 1),
  );
  if (isWrong) process.exitCode = 1;
} catch (error) {
  if (!isUsageError(error)) throw error;
  note(error.message);
  process.exitCode = 2;
}
