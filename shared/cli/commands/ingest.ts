import type { Command } from 'commander';
import colors from 'picocolors';
import type { Outcome, Tally } from '../../domain/event/event.ts';
import type { Platform } from '../../local/platform.ts';
import { disturb } from '../disturb.ts';
import { UsageError } from '../errors.ts';
import { type IngestLine, packLines, readLines, totalBytes } from '../ingest-lines.ts';
import { addCommand, type CommonOptions, share, wholeNumber } from '../options.ts';
import { grouped, note, ProgressBar, print, printJson, table } from '../terminal.ts';
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
  const outcomes = difference(before, await platform.tally());
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

function difference(before: Tally, after: Tally): Tally {
  const changed: Tally = {};
  for (const [source, counts] of Object.entries(after)) {
    for (const [outcome, count] of Object.entries(counts) as [Outcome, number][]) {
      const grown = count - (before[source]?.[outcome] ?? 0);
      if (grown > 0) changed[source] = { ...changed[source], [outcome]: grown };
    }
  }
  return changed;
}

function report(sent: number, outcomes: Tally, seconds: number, { json }: IngestOptions): void {
  if (json) {
    printJson({ lines: sent, outcomes, seconds: Number(seconds.toFixed(3)) });
    return;
  }
  const rows = Object.entries(outcomes).map(([source, counts]) => [
    source,
    counts.applied ?? 0,
    counts.duplicate ?? 0,
    counts.quarantined ?? 0,
    counts.suppressed ?? 0,
  ]);
  print(table(['source', 'applied', 'duplicate', 'quarantined', 'suppressed'], rows));
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
