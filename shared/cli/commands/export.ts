import { join } from 'node:path';
import { type Command, Option } from 'commander';
import colors from 'picocolors';
import { enrich } from '../../../functions/enrich/enrich.ts';
import { exportAudienceChanges } from '../../../functions/export/audience-changes.ts';
import {
  exportEvents,
  exportSnapshot,
  profileRows,
  snapshotLines,
} from '../../../functions/export/export.ts';
import type { Platform } from '../../local/platform.ts';
import { CommandError } from '../errors.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { grouped, note, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface ExportOptions extends CommonOptions {
  out?: string;
  format: 'parquet' | 'ndjson';
}

const what = ['snapshot', 'events', 'audience-changes'] as const;
type What = (typeof what)[number];

export function addExport(program: Command): void {
  addCommand(program, 'export')
    .description(
      'put profiles, events or changes of audiences into the warehouse, as the scheduled function does; or into a file',
    )
    .addArgument(program.createArgument('<what>').choices(what))
    .option('--out <dir>', 'write a file into this folder instead')
    .addOption(
      new Option('--format <name>', 'of the file')
        .choices(['parquet', 'ndjson'])
        .default('parquet'),
    )
    .action((table: What, options: ExportOptions) =>
      withPlatform(options, (platform) => exportTable(platform, table, options)),
    );
}

async function exportTable(platform: Platform, table: What, options: ExportOptions): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  if (options.out !== undefined) {
    if (table !== 'snapshot')
      throw new CommandError('Only a snapshot goes into a file: export snapshot --out DIR.');
    await exportFile(platform, options.out, options, day);
    return;
  }
  if (table === 'snapshot') {
    const rows = await exportSnapshot(
      platform.store,
      await platform.warehouse(),
      day,
      platform.rules,
    );
    report(options, { table: 'profiles', rows, partitions: { [day]: rows } });
    return;
  }
  if (table === 'audience-changes') {
    reportDays(options, 'audience_changes', await exportChanges(platform));
    return;
  }
  const byDay = await exportEvents(
    () => platform.archive(),
    await platform.warehouse(),
    platform.rules,
    (events) => enrich(events, platform.rules, platform.sources),
  );
  reportDays(options, 'events', byDay);
}

async function exportChanges(platform: Platform): Promise<Map<string, number>> {
  const { destinations } = platform.rules;
  if (!Object.values(destinations).some(({ target }) => target.kind === 'warehouse')) {
    throw new CommandError(
      'No destination is in the warehouse: add one with warehouse: true to cdp.config.ts.',
    );
  }
  const { activation } = await platform.activation();
  const warehouse = await platform.warehouse();
  return exportAudienceChanges(activation.deliveries, destinations, warehouse, activation.clock());
}

async function exportFile(
  { store, rules }: Platform,
  out: string,
  options: ExportOptions,
  day: string,
): Promise<void> {
  const { writeNdjson, writeParquet } = await import('../../adapters/embedded/export-file.ts');
  const path = join(out, `profiles.${options.format}`);
  const rows =
    options.format === 'ndjson'
      ? await writeNdjson(path, snapshotLines(store, rules))
      : await writeParquet(path, 'profiles', profileRows(store, day, rules));
  report(options, { file: path, rows });
}

/** What was written where. */
type Report = { rows: number } & (
  | { table: string; partitions: Record<string, number> }
  | { file: string }
);

function reportDays(
  options: CommonOptions,
  table: string,
  byDay: ReadonlyMap<string, number>,
): void {
  const rows = [...byDay.values()].reduce((total, count) => total + count, 0);
  report(options, { table, rows, partitions: Object.fromEntries(byDay) });
}

function report({ json }: CommonOptions, done: Report): void {
  if (json) printJson(done);
  else if ('file' in done) print(`${done.file}: ${grouped(done.rows)} rows`);
  else {
    print(`${done.table}: ${grouped(done.rows)} rows`);
    note(colors.dim(`next: cdp query "SELECT * FROM ${done.table} LIMIT 5"`));
  }
}
