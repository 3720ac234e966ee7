import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import colors from 'picocolors';
import { warehouseDestinations } from '../../../functions/export/audience-changes.ts';
import { exportHere } from '../../../functions/export/export.ts';
import { snapshotLines, snapshotRows } from '../../../functions/export/profile-rows.ts';
import type { ExportRequest } from '../../../functions/export/run.ts';
import { dayOf, type ExportTarget } from '../../../functions/export/target.ts';
import { exportTarget, exportTargets } from '../../../functions/export/targets.ts';
import { exporterOf } from '../../local/exporter-of.ts';
import type { Platform } from '../../local/platform.ts';
import type { Rules } from '../../runtime/rules.ts';
import { CommandError } from '../errors.ts';
import { type ExportWord, exportWords } from '../export-words.ts';
import { addCommand, type CommonOptions, nextCommand } from '../options.ts';
import { grouped, note, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface ExportOptions extends CommonOptions {
  out?: string;
  format: 'parquet' | 'ndjson';
  all: boolean;
}

const what = [...(Object.keys(exportWords) as ExportWord[]), 'all'] as const;
type What = (typeof what)[number];

export function addExport(program: Command): void {
  addCommand(program, 'export')
    .description(
      'put profiles, audiences, events or what became of them into the warehouse, as the scheduled function does; or profiles into a file',
    )
    .addArgument(program.createArgument('[what]').choices(what).default('all'))
    .option(
      '--all',
      'everything from the beginning, not what has changed since the last time',
      false,
    )
    .option('--out <dir>', 'write a file into this folder instead')
    .addOption(
      new Option('--format <name>', 'of the file')
        .choices(['parquet', 'ndjson'])
        .default('parquet'),
    )
    .action((word: What, options: ExportOptions) =>
      withPlatform(options, (platform) => exportWhat(platform, word, options)),
    );
}

async function exportWhat(platform: Platform, word: What, options: ExportOptions): Promise<void> {
  const now = Date.now();
  if (options.out !== undefined) {
    if (word !== 'snapshot')
      throw new CommandError('Only a snapshot goes into a file: export snapshot --out DIR.');
    await exportFile(platform, options.out, options, dayOf(now));
    return;
  }
  const exporter = await exporterOf(platform);
  const request: ExportRequest = { id: randomUUID(), at: now, all: options.all };
  const done: Report[] = [];
  for (const target of targetsOf(word, platform.rules)) {
    const exported = await exportHere(exporter, target, request);
    if (exported === undefined) continue;
    const { rows, parts } = exported;
    const table = target.name;
    const partitions = table === 'profiles' ? { [dayOf(now)]: rows } : parts;
    done.push({ table, rows, partitions });
  }
  const [only, ...others] = done;
  if (only !== undefined && others.length === 0) report(options, only);
  else if (options.json) printJson({ tables: done });
  else for (const one of done) report(options, one);
}

function targetsOf(word: What, rules: Rules): ExportTarget[] {
  if (word === 'all') return exportTargets(rules);
  if (word === 'audience-changes' && warehouseDestinations(rules).length === 0) {
    throw new CommandError(
      'No destination is in the warehouse: add one with warehouse: true to cdp.config.ts.',
    );
  }
  const own = word === 'audiences' ? rules.exports.audiences.map(({ table }) => table) : [];
  return [...exportWords[word], ...own].map((name) => exportTarget(name, rules));
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
      : await writeParquet(
          path,
          'profiles',
          snapshotRows(store.views(), day, rules),
          rules.exports.traitColumns,
        );
  report(options, { file: path, rows });
}

/** What was written where. */
type Report = { rows: number } & (
  | { table: string; partitions: Record<string, number> }
  | { file: string }
);

function report(options: CommonOptions, done: Report): void {
  if (options.json) printJson(done);
  else if ('file' in done) print(`${done.file}: ${grouped(done.rows)} rows`);
  else {
    print(`${done.table}: ${grouped(done.rows)} rows`);
    const query = nextCommand(`query "SELECT * FROM ${done.table} LIMIT 5"`, options);
    note(colors.dim(`next: ${query}`));
  }
}
