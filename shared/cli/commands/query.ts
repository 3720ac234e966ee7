import type { Command } from 'commander';
import colors from 'picocolors';
import type { Json, JsonObject } from '../../domain/json.ts';
import { CommandError } from '../errors.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { note, print, printJson, table } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

export function addQuery(program: Command): void {
  addCommand(program, 'query')
    .description('SQL over what was exported to the warehouse')
    .argument('<sql>')
    .addHelpText(
      'after',
      '\nTables: profiles, identifiers, profiles_latest, audience_memberships, audience_membership_history, events, outcomes, audience_changes.\nFill them with: cdp export',
    )
    .action((sql: string, options: CommonOptions) =>
      withPlatform(options, async (platform) => {
        const warehouse = await platform.warehouse();
        const rows = await warehouse.query(sql).catch((error: unknown) => {
          throw new CommandError(error instanceof Error ? error.message : String(error));
        });
        if (options.json) printJson(rows);
        else printRows(rows);
      }),
    );
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
