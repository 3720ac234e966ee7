import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { tableSchema, warehouseTables } from '../../../schemas/warehouse/tables.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Warehouse, WarehouseTable } from '../../ports/warehouse.ts';
import { requireDay } from '../warehouse-rows.ts';
import type { DuckDb } from './duckdb.ts';
import { identifier, tableView } from './duckdb-sql.ts';
import { writePartition } from './export-file.ts';
import { partitionFiles } from './partition-files.ts';

/** How often a query begins anew because files were replaced under it. */
const maxAttempts = 50;

export interface DuckDbWarehouseOptions {
  /** The data folder. The tables are below `warehouse/` in it; what does not exist is made. */
  dir: string;
  /** SQL by name, each defined after the tables and the views before it. */
  views?: Readonly<Record<string, string>>;
}

/**
 * Parquet files under `<dir>/warehouse/<table>/<partition column>=<day>/part.parquet`, queried by a DuckDB in memory.
 * The files are all the state there is: any process may query while another one exports.
 */
export class DuckDbWarehouse implements Warehouse {
  readonly #root: string;
  readonly #views: Readonly<Record<string, string>>;
  #instance: Promise<DuckDb> | undefined;

  constructor(options: DuckDbWarehouseOptions) {
    this.#root = resolve(options.dir, 'warehouse');
    this.#views = options.views ?? {};
  }

  async replacePartition(
    table: WarehouseTable,
    day: string,
    rows: AsyncIterable<JsonObject> | Iterable<JsonObject>,
  ): Promise<number> {
    requireDay(day);
    const schema = tableSchema(table);
    const path = join(this.#root, table, `${schema.partition}=${day}`, 'part.parquet');
    return writePartition(await this.#open(), path, schema, day, rows);
  }

  /**
   * One SELECT in DuckDB's dialect. DuckDB opens a file more than once, so that it may meet a partition's footer before
   * and its pages after a replacement: an answer or an error counts only if all files are still those of its beginning.
   */
  async query(sql: string): Promise<JsonObject[]> {
    const duckDb = await this.#open();
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const before = this.#files();
      const [answer] = await Promise.allSettled([
        duckDb.select(sql, (run) => this.#defineViews(run, before)),
      ]);
      if (!isDeepStrictEqual(before, this.#files())) continue;
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    }
    throw new Error('The warehouse kept changing during the query: ask again after the export');
  }

  async close(): Promise<void> {
    const instance = await this.#instance;
    this.#instance = undefined;
    instance?.close();
  }

  #open(): Promise<DuckDb> {
    this.#instance ??= import('./duckdb.ts').then(({ DuckDb }) => DuckDb.open());
    return this.#instance;
  }

  /** By table. Other processes export too, so that this is looked up for every query. */
  #files(): ReadonlyMap<WarehouseTable, string[]> {
    return new Map(
      warehouseTables.map(({ name }) => [name, partitionFiles(join(this.#root, name))]),
    );
  }

  async #defineViews(
    run: (statement: string) => Promise<void>,
    files: ReadonlyMap<WarehouseTable, string[]>,
  ): Promise<void> {
    for (const schema of warehouseTables) {
      // DuckDB refuses a pattern that no file matches.
      const hasFiles = files.get(schema.name)?.length !== 0;
      await run(tableView(schema, join(this.#root, schema.name), hasFiles));
    }
    for (const [name, sql] of Object.entries(this.#views)) {
      try {
        await run(`CREATE TEMP VIEW ${identifier(name)} AS ${sql}`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`The view ${name} of the configuration cannot be made: ${reason}`, {
          cause: error,
        });
      }
    }
  }
}
