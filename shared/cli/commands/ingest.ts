import type { Command } from 'commander';
import colors from 'picocolors';
import type { Tally } from '../../domain/event/event.ts';
import type { Platform } from '../../local/platform.ts';
import { disturb } from '../disturb.ts';
import { UsageError } from '../errors.ts';
import { type IngestLine, packLines, readLines, totalBytes } from '../ingest-lines.ts';
import { addCommand, type CommonOptions, share, wholeNumber } from '../options.ts';
import { outcomeTable, tallySince } from '../outcomes.ts';
import { grouped, note, ProgressBar, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface IngestOptions extends CommonOptions {
  source?: string;
  shuffle?: number;
  duplicate?: number;
}

export function addIngest(program: Command): void {
  addCommand(program, 'ingest')
    .description(
      'send NDJSON files (plain, .gz, or - for standard input) through the whole pipeline',
    )
    .argument('<file...>')
    .option('--source <name>', 'the source that the events come from')
    .option('--shuffle <seed>', 'send them in a random order', wholeNumber())
    .option('--duplicate <rate>', 'send this share of them twice', share)
    .action((files: string[], options: IngestOptions) =>
      withPlatform(options, (platform) => ingest(platform, files, options)),
    );
}

async function ingest(platform: Platform, files: string[], options: IngestOptions): Promise<void> {
  const source = sourceOf(platform, options.source);
  // Before anything is sent: half of the files would be worse than none.
  const total = await totalBytes(files);
  const before = await platform.tally();
  const startedAt = performance.now();
  let lines = readLines(files);
  if (options.shuffle !== undefined || options.duplicate !== undefined) {
    lines = disturb(lines, options.shuffle, options.duplicate ?? 0);
  }
  const sent = await send(platform, lines, source, total);
  const bar = new ProgressBar('processing');
  await platform.drain(({ done, total }) => bar.update(done, total));
  bar.stop();
  const seconds = (performance.now() - startedAt) / 1000;
  const outcomes = tallySince(before, await platform.tally());
  if (platform.tellsOutcomes) report(sent, outcomes, seconds, options);
  else reportSent(sent, options);
}

/** The source asked for, or the only one that there is. */
function sourceOf({ rules }: Platform, asked: string | undefined): string {
  const known = Object.keys(rules.sources);
  const source = asked ?? (known.length === 1 ? known[0] : undefined);
  if (source !== undefined && known.includes(source)) return source;
  const problem =
    asked === undefined ? 'Say where the events come from' : `No source is named ${asked}`;
  throw new UsageError(`${problem}: --source with one of ${known.join(', ')}.`);
}

async function send(
  platform: Platform,
  lines: AsyncIterable<IngestLine>,
  source: string,
  total: number,
): Promise<number> {
  const bar = new ProgressBar('reading');
  let sent = 0;
  let bytes = 0;
  for await (const pack of packLines(lines)) {
    await platform.publish(pack.messages.map((data) => ({ data, attributes: { source } })));
    sent += pack.lines;
    bytes += pack.bytes;
    bar.update(Math.min(bytes, total), total);
  }
  bar.stop();
  return sent;
}

function report(sent: number, outcomes: Tally, seconds: number, { json }: IngestOptions): void {
  if (json) {
    printJson({ lines: sent, outcomes, seconds: Number(seconds.toFixed(3)) });
    return;
  }
  print(outcomeTable(outcomes));
  const rate = Math.round(sent / seconds).toLocaleString('en-US');
  note(
    colors.dim(
      `${sent.toLocaleString('en-US')} lines in ${seconds.toFixed(1)} s, ${rate} a second`,
    ),
  );
}

function reportSent(sent: number, { json }: IngestOptions): void {
  if (json) printJson({ lines: sent });
  else print(`${grouped(sent)} lines are with Pub/Sub; their outcomes come on the topic outcomes.`);
}
