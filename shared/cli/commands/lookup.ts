import type { Command } from 'commander';
import colors from 'picocolors';
import { isTableName } from '../../domain/enrichment/lookup-row.ts';
import type { Platform } from '../../local/platform.ts';
import type { LookupStore } from '../../ports/lookup-store.ts';
import { CommandError, UsageError } from '../errors.ts';
import { readLines, totalBytes } from '../ingest-lines.ts';
import { packRowsOf } from '../lookup-lines.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { grouped, note, ProgressBar, print, printJson, table } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface LoadOptions extends CommonOptions {
  key: string;
  replace: boolean;
}

export function addLookup(program: Command): void {
  const lookup = program
    .command('lookup')
    .description('tables that events are enriched from, such as products by SKU');
  addCommand(lookup, 'load')
    .description(
      'put the rows of an NDJSON file (plain, .gz, or - for standard input) into a table',
    )
    .argument('<table>')
    .argument('<file>')
    .requiredOption('--key <path>', 'where in a row its key is, such as product_id')
    .option('--replace', 'take out the rows that the file does not have', false)
    .action((name: string, file: string, options: LoadOptions) =>
      withPlatform(options, (platform) => load(platform, checked(name), file, options)),
    );
  addCommand(lookup, 'list')
    .description('the tables, and how many rows they have')
    .action((options: CommonOptions) =>
      withPlatform(options, ({ lookups }) => list(lookups, options)),
    );
  addCommand(lookup, 'get')
    .description('a row by its key')
    .argument('<table>')
    .argument('<key>')
    .action((name: string, key: string, options: CommonOptions) =>
      withPlatform(options, async ({ lookups }) => {
        const [row] = await lookups.rows(checked(name), [key]);
        if (row === undefined) throw new CommandError(`The table ${name} has no row ${key}.`);
        printJson(row);
      }),
    );
}

function checked(name: string): string {
  if (isTableName(name)) return name;
  throw new UsageError(`"${name}" is no table's name: letters, digits, _ and - are, 64 at most.`);
}

async function load(
  { lookups, rules }: Platform,
  name: string,
  file: string,
  { key, replace, json }: LoadOptions,
): Promise<void> {
  const total = await totalBytes([file]);
  const stale = new Set<string>();
  if (replace) for await (const known of lookups.keys(name)) stale.add(known);
  const bar = new ProgressBar('loading');
  let rows = 0;
  let bytes = 0;
  for await (const pack of packRowsOf(readLines([file]), key)) {
    await lookups.put(name, pack.rows);
    for (const row of pack.rows) stale.delete(row.key);
    rows += pack.rows.length;
    bytes += pack.bytes;
    bar.update(Math.min(bytes, total), total);
  }
  await removeAll(lookups, name, [...stale]);
  bar.stop();
  if (json) {
    printJson({ table: name, rows, removed: stale.size });
    return;
  }
  const removed = stale.size === 0 ? '' : `, ${grouped(stale.size)} removed`;
  print(`${name}: ${grouped(rows)} rows loaded${removed}`);
  if (rules.enrichment.lookups.some((lookup) => lookup.table === name)) return;
  note(colors.dim(`No lookup of the configuration reads it yet: enrichment.lookups.${name}`));
}

const removedAtOnce = 500;

async function removeAll(lookups: LookupStore, name: string, keys: readonly string[]) {
  for (let start = 0; start < keys.length; start += removedAtOnce) {
    await lookups.remove(name, keys.slice(start, start + removedAtOnce));
  }
}

async function list(lookups: LookupStore, { json }: CommonOptions): Promise<void> {
  const tables = await lookups.tables();
  if (json) printJson(tables);
  else if (tables.length > 0) {
    print(
      table(
        ['table', 'rows'],
        tables.map(({ table: name, rows }) => [name, rows]),
      ),
    );
  } else note(colors.dim('No table has rows: cdp lookup load TABLE FILE --key PATH'));
}
