import { type Command, InvalidArgumentError } from 'commander';
import type { SpecEvent } from '../../domain/event/event.ts';
import type { Shop } from '../../simulation/shop.ts';
import { simulateShop } from '../../simulation/simulate-shop.ts';
import { UsageError } from '../errors.ts';
import { addCommand, type CommonOptions, wholeNumber } from '../options.ts';
import { grouped, note, ProgressBar, printJson } from '../terminal.ts';
import { writeNdjsonFile, writeNdjsonStream } from '../write-ndjson.ts';

interface SimulateOptions extends CommonOptions {
  people: number;
  seed: number;
  days: number;
  /** Milliseconds since 1970. */
  start: number;
  out?: string;
  truth?: string;
}

interface Summary {
  people: number;
  events: number;
  seconds: number;
  /** The files; absent where nothing was written to one. */
  out?: string;
  truth?: string;
}

/** Adds `cdp simulate`: the events of a made-up shop's customers, and the truth of who is who. */
export function addSimulate(program: Command): void {
  addCommand(program, 'simulate')
    .description(
      "make up a shop's customers: what they do as NDJSON in the order of time, and who is who",
    )
    .option('--people <n>', 'how many there are', wholeNumber(1), 100)
    .option(
      '--seed <n>',
      'another seed, other people; the same seed, the same bytes',
      wholeNumber(),
      1,
    )
    .option('--days <n>', 'how long the shop is watched', wholeNumber(1), 30)
    .option('--start <date>', 'when that begins (default: 2026-01-01T00:00:00Z)', isoTime)
    .option('--out <file>', 'write the events here, not to standard output; .gz compresses')
    .option('--truth <file>', 'write who is who here (default: <out>.truth.ndjson)')
    .action((options: Omit<SimulateOptions, 'start'> & { start?: number }) =>
      simulate({ ...options, start: options.start ?? Date.UTC(2026, 0, 1) }),
    );
}

async function simulate(options: SimulateOptions): Promise<void> {
  const { people, out } = options;
  const truth = truthFile(options);
  const shop = openShop(options);
  const startedAt = performance.now();
  const events = await writeEvents(shop, options);
  if (events === 'reader went away') return;
  if (truth !== undefined) await writeNdjsonFile(truth, shop.truth);
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  const summary: Summary = { people, events, seconds };
  if (out !== undefined) summary.out = out;
  if (truth !== undefined) summary.truth = truth;
  report(summary, options);
}

/** The file that the truth goes to, if any. @throws UsageError where the options contradict each other. */
function truthFile({ out, truth, json }: SimulateOptions): string | undefined {
  if (out === undefined) {
    if (json) throw new UsageError('--json needs --out FILE: standard output holds the events.');
    return truth;
  }
  if (out === truth) throw new UsageError(`--out and --truth both name ${out}: name two files.`);
  return truth ?? `${out}.truth.ndjson`;
}

function openShop({ people, seed, days, start }: SimulateOptions): Shop {
  try {
    return simulateShop({ people, seed, days, start });
  } catch (cause) {
    if (cause instanceof RangeError) throw new UsageError(cause.message, { cause });
    throw cause;
  }
}

/** Returns the number of events. */
async function writeEvents(
  shop: Shop,
  { out, start, days }: SimulateOptions,
): Promise<number | 'reader went away'> {
  const bar = new ProgressBar('simulating');
  let events = 0;
  function* watched(): Generator<SpecEvent> {
    for (const event of shop.events) {
      events += 1;
      // How far it is, the simulated time says; asking for it at every event would cost as much as the event.
      if (events % 1000 === 0) bar.update(Date.parse(event.timestamp ?? '') - start, days * day);
      yield event;
    }
  }
  try {
    if (out !== undefined) await writeNdjsonFile(out, watched());
    else if (!(await writeNdjsonStream(process.stdout, watched()))) return 'reader went away';
  } finally {
    bar.stop();
  }
  return events;
}

const day = 86_400_000;

function report(summary: Summary, { json }: CommonOptions): void {
  if (json) {
    printJson(summary);
    return;
  }
  const { people, events, seconds, out, truth } = summary;
  const who = `${grouped(people)} ${people === 1 ? 'person' : 'people'}`;
  const file = out === undefined ? '' : ` in ${out}`;
  note(`${who}, ${grouped(events)} events${file}, ${seconds.toFixed(1)} s`);
  note(
    truth === undefined
      ? 'who is who was not written: name a file with --truth FILE, or give --out FILE'
      : `who is who: ${truth}`,
  );
}

const isoForm = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/** An option's value as a day, which begins in UTC, or a time with its zone: without one it would depend on the machine. */
function isoTime(text: string): number {
  const time = isoForm.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError('It takes a day, 2026-01-31, or a time, 2026-01-31T08:00:00Z.');
}
