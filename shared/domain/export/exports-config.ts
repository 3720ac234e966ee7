import { parseCron } from './cron.ts';
import { defaultTraitColumns } from './trait-columns.ts';

/** What goes into the warehouse, and when. All of it is plain data. */
export interface ExportsConfig {
  /** How many columns of their own the traits get in the warehouse, 200 where nothing is said; the others are in the column `traits` alone. */
  traitColumns?: number;
  /** The audiences that have a table of their own, by name. */
  audiences?: Readonly<Record<string, AudienceExportConfig>>;
}

interface AudienceExportConfig {
  /** The name of its table, whose columns are those of `audience_memberships`; `audience_` and its name where nothing is said. */
  table?: string;
  /** When it is exported, in cron's words, UTC; with everything else where nothing is said. A deployment has it in `audience_schedules` of terraform, too. */
  schedule?: string;
}

/** An audience that has a table of its own. */
export interface AudienceExport {
  audience: string;
  table: string;
  schedule?: string;
}

export interface ExportRules {
  traitColumns: number;
  audiences: readonly AudienceExport[];
}

const mostColumns = 5000;

/**
 * Compiles what a configuration says of exports.
 * @param audiences the names that there are. @param taken the names of tables that there are.
 * @throws TypeError where it makes no sense, saying what to change.
 */
export function compileExports(
  { traitColumns = defaultTraitColumns, audiences: configured = {} }: ExportsConfig = {},
  audiences: readonly string[],
  taken: readonly string[],
): ExportRules {
  if (!Number.isInteger(traitColumns) || traitColumns < 0 || traitColumns > mostColumns)
    throw new TypeError(`exports.traitColumns is a whole number from 0 to ${mostColumns}.`);
  const used = new Set(taken);
  const own = Object.entries(configured).map(([audience, config]): AudienceExport => {
    const fail = (problem: string): never => {
      throw new TypeError(`exports.audiences: "${audience}" ${problem}.`);
    };
    if (!audiences.includes(audience)) fail('is no audience of the configuration');
    const { table = `audience_${audience.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`, schedule } =
      config;
    if (!/^[a-z][a-z0-9_]{0,99}$/.test(table))
      fail(`has the table ${table}: it takes small letters, digits and _, a letter first`);
    if (used.has(table)) fail(`has the table ${table}, which is another's`);
    used.add(table);
    if (schedule !== undefined && parseCron(schedule) === undefined)
      fail(`has the schedule ${schedule}: it takes the five fields of cron, such as 0 6 * * *`);
    return { audience, table, ...(schedule !== undefined && { schedule }) };
  });
  return { traitColumns, audiences: own };
}
