import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import type { JsonObject } from '../../domain/json.ts';
import { rowsToJson } from './duckdb-json.ts';

const settings: Readonly<Record<string, string>> = {
  threads: '2',
  memory_limit: '160MB',
  // The data stays on this machine, and the machine may be offline: what is not linked in is not fetched.
  autoinstall_known_extensions: 'false',
  // It keeps parts of files by name and time; a partition may be replaced within the grain of a file system's clock.
  enable_external_file_cache: 'false',
};

/** Functions of BigQuery that DuckDB lacks, or has in another way, so that one SQL does for both. */
const bigQueryFunctions: readonly string[] = [
  // A scalar as text; DuckDB's own of that name leaves the quotes on.
  'json_value(value, path) AS json_extract_string(value, path)',
  'format_timestamp(format, moment) AS strftime(moment, format)',
  "unix_date(day) AS date_diff('day', DATE '1970-01-01', day)",
  'div(dividend, divisor) AS dividend // divisor',
  // A prefix there, for null in place of an error; a schema here. DuckDB's own NUMERIC has three places.
  'safe.parse_numeric(text) AS try_cast(text AS DECIMAL(38, 9))',
];

/**
 * A DuckDB in memory. Every call has a connection of its own, in UTC, so that no call sees another's views.
 * Loading this module loads the native library, a tenth of a second; import it when it is needed.
 */
export class DuckDb {
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(): Promise<DuckDb> {
    // By default it would spill to a folder in the working directory.
    const temp_directory = join(tmpdir(), `tributary-duckdb-${randomUUID()}`);
    const duckDb = new DuckDb(
      await DuckDBInstance.create(':memory:', { ...settings, temp_directory }),
    );
    await duckDb.run('CREATE SCHEMA safe');
    for (const macro of bigQueryFunctions) await duckDb.run(`CREATE MACRO ${macro}`);
    return duckDb;
  }

  run(statement: string): Promise<void> {
    return this.#connected(async (connection) => {
      await connection.run(statement);
    });
  }

  /** Runs one SELECT, after `define` has run statements of its own, and answers its rows as JSON. */
  select(
    sql: string,
    define: (run: (statement: string) => Promise<void>) => Promise<void>,
  ): Promise<JsonObject[]> {
    return this.#connected(async (connection) => {
      await define(async (statement) => {
        await connection.run(statement);
      });
      await requireSelect(connection, sql);
      return rowsToJson(await connection.run(sql));
    });
  }

  close(): void {
    this.#instance.closeSync();
  }

  async #connected<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#instance.connect();
    try {
      await connection.run("SET TimeZone = 'UTC'");
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  }
}

const notASelect =
  'The warehouse answers one SELECT, DESCRIBE or EXPLAIN at a time: exports change it';

/** How a statement begins that explains another, behind comments. */
const explain = /^(?:\s|--.*|\/\*[\s\S]*?\*\/)*explain\s+(?:analyze\s+|\([^)]*\)\s*)?/i;

/** Anything else could overwrite files, which are the warehouse itself. */
async function requireSelect(connection: DuckDBConnection, sql: string): Promise<void> {
  if (sql.replace(/--.*|\/\*[\s\S]*?\*\/|;/g, '').trim() === '')
    throw new Error('The query is empty: write a SELECT');
  const statements = await connection.extractStatements(sql);
  const { statementType } = await statements.prepare(0);
  if (statements.count !== 1) throw new Error(notASelect);
  if (statementType === StatementType.SELECT) return;
  // `EXPLAIN ANALYZE` does what it explains.
  const explained = explain.exec(sql);
  if (statementType !== StatementType.EXPLAIN || explained === null) throw new Error(notASelect);
  await requireSelect(connection, sql.slice(explained[0].length));
}
