import { Presets, SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError } from 'commander';
import { simulateShop } from '../../simulation/simulate-shop.ts';
import { writeNdjson, writeNdjsonFile } from '../write-ndjson.ts';

interface SimulateOptions {
  people: number;
  seed: number;
  days: number;
  /** Milliseconds since 1970. */
  start: number;
  out?: string;
  truth?: string;
  json?: boolean;
}

const day = 86_400_000;

/** Adds `cdp simulate`: the events of a made-up shop's customers, and the truth of who is who. */
export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .summary("events of a made-up shop's customers, with the truth of who is who")
    .description(
      "Makes up a shop's customers and writes what they do as NDJSON in the Segment Spec, in the order of time.\n" +
        'The same options give the same bytes.',
    )
    .option('--people <n>', 'how many people', wholeNumberFrom(1, 10_000_000), 100)
    .option('--seed <s>', 'another seed, other people', wholeNumberFrom(0, 2 ** 53 - 1), 1)
    .option('--days <d>', 'how long the shop is watched', wholeNumberFrom(1, 3650), 30)
    .option('--start <date>', 'the first day, as ISO 8601', isoDate, Date.UTC(2026, 0, 1))
    .option(
      '--out <file>',
      'writes the events to a file; .gz compresses (default: standard output)',
    )
    .option('--truth <file>', 'writes who is who to a file (default: <out>.truth.ndjson)')
    .option('--json', 'prints the summary as JSON; needs --out')
    .action(async (_options, command: Command) => {
      await simulate(command.optsWithGlobals<SimulateOptions>(), command);
    });
}

async function simulate(options: SimulateOptions, command: Command): Promise<void> {
  const { out, people, seed, days, start } = options;
  const truthFile = options.truth ?? (out === undefined ? undefined : `${out}.truth.ndjson`);
  if (out !== undefined && out === truthFile) {
    misuse(command, `--out and --truth name the same file, ${out}. Give them two names.`);
  }
  if (options.json && out === undefined) {
    misuse(command, '--json needs --out FILE, for without it standard output holds the events.');
  }
  const began = performance.now();
  const shop = simulateShop({ people, seed, days, start });
  const progress = watchTime(start, start + days * day);
  let events = 0;
  function* counted() {
    for (const event of shop.events) {
      // The clock is asked now and then only: it would cost as much as the event.
      if (++events % 1000 === 0) progress.at(Date.parse(event.timestamp ?? ''));
      yield event;
    }
  }
  let complete = true;
  try {
    if (out === undefined) complete = await writeNdjson(process.stdout, counted());
    else await writeNdjsonFile(out, counted());
  } finally {
    progress.stop();
  }
  if (!complete) return;
  if (truthFile !== undefined) await writeNdjsonFile(truthFile, shop.truth);
  const seconds = Math.round(performance.now() - began) / 1000;
  report(command, { people, events, seconds, out, truth: truthFile }, options.json === true);
}

interface Summary {
  people: number;
  events: number;
  seconds: number;
  out: string | undefined;
  truth: string | undefined;
}

function report(command: Command, summary: Summary, json: boolean): void {
  const { writeOut, writeErr } = command.configureOutput();
  if (json) {
    writeOut?.(`${JSON.stringify(summary)}\n`);
    return;
  }
  const { people, events, seconds, out, truth } = summary;
  const where = out === undefined ? '' : ` in ${out}`;
  writeErr?.(
    `${count(people, 'person', 'people')}, ${count(events, 'event', 'events')}${where}, ${seconds} s.\n`,
  );
  writeErr?.(
    truth === undefined
      ? 'Who is who was not written: name a file with --truth FILE, or give --out FILE.\n'
      : `Who is who: ${truth}\n`,
  );
}

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** Ends with exit status 2. */
function misuse(command: Command, message: string): never {
  return command.error(`error: ${message}`, { exitCode: 2, code: 'commander.invalidArgument' });
}

/** How far the simulated time has come: shown on a terminal, to those who have waited for a second. */
function watchTime(from: number, until: number): { at(time: number): void; stop(): void } {
  const patience = performance.now() + 1000;
  const format = '{bar} {percentage}% of the time simulated, {duration_formatted}';
  const bar = new SingleBar(
    { format, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  return {
    at: (time) => {
      if (!process.stderr.isTTY || performance.now() < patience) return;
      if (!bar.isActive) bar.start(until - from, 0);
      bar.update(time - from);
    },
    stop: () => bar.stop(),
  };
}

/** Parses an option that is a whole number. */
function wholeNumberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

/** Parses a date, which begins in UTC, or a time with its zone: without one, it would depend on the machine. */
function isoDate(text: string): number {
  const isIso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const time = isIso ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError(
    'Give a date such as 2026-01-31, or a time such as 2026-01-31T08:00:00Z.',
  );
}
