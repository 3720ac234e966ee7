import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import colors from 'picocolors';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Platform } from '../../local/platform.ts';
import type { Warehouse } from '../../ports/warehouse.ts';
import { loadConfig } from '../../runtime/load-config.ts';
import { CommandError, UsageError } from '../errors.ts';
import { type ExportWord, exportedTables } from '../export-words.ts';
import { namesReadThrough } from '../names-read.ts';
import { addCommand, type CommonOptions, nextCommand } from '../options.ts';
import { note, print, printJson, table } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface QueryOptions extends CommonOptions {
  file?: string;
}

export function addQuery(program: Command): void {
  addCommand(program, 'query')
    .description('SQL over what was exported to the warehouse')
    .argument('[sql]')
    .option('--file <file>', 'read the query from a file, such as examples/sql/funnel.sql; or -')
    .addHelpText(
      'after',
      '\nTables: profiles, identifiers, profiles_latest, audience_memberships, audience_membership_history, events, outcomes, audience_changes.\nFill them with: cdp export',
    )
    .action(async (sql: string | undefined, options: QueryOptions) => {
      const query = await queryOf(sql, options.file);
      await withPlatform(options, async (platform) => {
        const warehouse = await platform.warehouse();
        // Only there an export and a query are of one folder; a deployment exports by its schedule.
        if (options.backend === 'embedded') {
          const { warehouse: configured } = await loadConfig(options.config);
          await requireExported(query, platform, warehouse, configured?.views ?? {}, options);
        }
        const rows = await warehouse.query(query).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          const place =
            options.file === undefined || options.file === '-' ? '' : `${options.file}: `;
          throw new CommandError(`${place}${reason}`);
        });
        if (options.json) printJson(rows);
        else printRows(rows);
      });
    });
}

async function queryOf(sql: string | undefined, file: string | undefined): Promise<string> {
  if (sql !== undefined && file !== undefined)
    throw new UsageError('Give the query or --file FILE, not both.');
  if (sql === '-' || file === '')
    throw new UsageError('Give --file FILE, or --file - to read standard input.');
  if (sql !== undefined) return sql;
  if (file === undefined)
    throw new UsageError('Give a query, such as "SELECT * FROM events LIMIT 5", or --file FILE.');
  try {
    return await (file === '-' ? text(process.stdin) : readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file} can't be read: ${(error as Error).message}`);
  }
}

/** A table that nobody has exported has its columns and no rows: an answer made of it would look like one. */
async function requireExported(
  sql: string,
  { exports, rules }: Platform,
  warehouse: Warehouse,
  views: Readonly<Record<string, string>>,
  options: CommonOptions,
): Promise<void> {
  const names = namesReadThrough(sql, views);
  const missing: string[] = [];
  const words = new Set<ExportWord>();
  for (const { table, target, word } of exportedTables(
    rules.exports.audiences.map((own) => own.table),
  )) {
    if (!names.includes(table)) continue;
    if ((await exports.progress(target))?.finished !== undefined) continue;
    const [row] = await warehouse.query(`SELECT 1 AS found FROM ${table} LIMIT 1`);
    if (row !== undefined) continue;
    missing.push(table);
    words.add(word);
  }
  if (missing.length === 0) return;
  const commands = [...words].map((word) => nextCommand(`export ${word}`, options)).join(' and ');
  throw new CommandError(`Not exported yet: ${missing.join(', ')}. Ask again after ${commands}.`);
}

function printRows(rows: readonly JsonObject[]): void {
  const [first] = rows;
  if (first !== undefined) {
    const columns = Object.keys(first);
    print(
      table(
        columns,
        rows.map((row) => columns.map((column) => cell(row[column]))),
      ),
    );
  }
  note(colors.dim(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`));
}

const cell = (value: Json | undefined): string | number => {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
};
