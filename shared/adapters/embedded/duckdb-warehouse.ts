import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  type TableSchema,
  tableSchema,
  warehouseTables,
} from '../../../schemas/warehouse/tables.ts';
import { chosenColumns, defaultTraitColumns } from '../../domain/export/trait-columns.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Place, Rows, Staged, Warehouse, WarehouseTable } from '../../ports/warehouse.ts';
import { isTraitColumn, requireDay } from '../table-line.ts';
import { allColumns, tableBlocks } from '../warehouse-rows.ts';
import { writeAtomically } from './atomic-file.ts';
import type { DuckDb } from './duckdb.ts';
import {
  columnsOfFiles,
  copyToParquet,
  identifier,
  mergeToParquet,
  tableView,
} from './duckdb-sql.ts';
import { writePartition } from './export-file.ts';
import { partitionFiles } from './partition-files.ts';

/** How often a query begins anew because files were replaced under it. */
const maxAttempts = 50;

export interface DuckDbWarehouseOptions {
  /** The data folder. The tables are below `warehouse/` in it; what does not exist is made. */
  dir: string;
  /** The tables beside those of `schemas/warehouse`, by name, and whose columns they have. */
  tables?: Readonly<Record<string, WarehouseTable>>;
  /** SQL by name, each defined after the tables and the views before it. */
  views?: Readonly<Record<string, string>>;
  /** How many columns of traits a table may get. */
  traitColumns?: number;
}

/**
 * Parquet files under `<dir>/warehouse/<table>/<partition column>=<day>/part.parquet`, or `<table>/all/part.parquet`, queried by a DuckDB in
 * memory. The files are all the state there is: any process may query while another one exports.
 */
export class DuckDbWarehouse implements Warehouse {
  readonly #root: string;
  readonly #tables: readonly [name: string, schema: TableSchema][];
  readonly #views: Readonly<Record<string, string>>;
  readonly #columnsAtMost: number;
  #instance: Promise<DuckDb> | undefined;

  constructor(options: DuckDbWarehouseOptions) {
    this.#root = resolve(options.dir, 'warehouse');
    this.#views = options.views ?? {};
    this.#columnsAtMost = options.traitColumns ?? defaultTraitColumns;
    this.#tables = [
      ...warehouseTables.map((schema): [string, TableSchema] => [schema.name, schema]),
      ...Object.entries(options.tables ?? {}).map(([name, like]): [string, TableSchema] => [
        name,
        tableSchema(like),
      ]),
    ];
  }

  async stage(run: string, { table, day }: Place, rows: Rows): Promise<Staged> {
    const { blocks, columns } = tableBlocks(tableSchema(table), day, rows, this.#columnsAtMost);
    const source = join(this.#root, '.staged', `${run}.ndjson`);
    const hash = createHash('sha256');
    await writeAtomically(source, (temporary) =>
      pipeline(async function* () {
        for await (const block of blocks) {
          hash.update(block);
          yield block;
        }
      }, createWriteStream(temporary)),
    );
    return { source, rows: blocks.count, checksum: hash.digest('hex'), columns: columns() };
  }

  async replace(place: Place, staged: readonly Staged[]): Promise<void> {
    const columns = await this.#columns(place, staged);
    const duckDb = await this.#open();
    await writeAtomically(this.#path(place), (temporary) =>
      duckDb.run(copyToParquet(columns, sourcesOf(staged), temporary)),
    );
  }

  async merge(_run: string, place: Place, staged: readonly Staged[]): Promise<void> {
    const schema = tableSchema(place.table);
    if (this.#filesOf(place.name ?? place.table).length === 0) await this.replace(place, []);
    const columns = await this.#columns(place, staged);
    const duckDb = await this.#open();
    const path = this.#path(place);
    await writeAtomically(path, (temporary) =>
      duckDb.run(mergeToParquet(schema, columns, sourcesOf(staged), path, temporary)),
    );
  }

  async discard(runs: string, except?: string): Promise<void> {
    const folder = join(this.#root, '.staged', runs);
    if (except === undefined) await rm(folder, { recursive: true, force: true });
    else {
      for (const name of await readdir(folder).catch(() => [])) {
        if (`${runs}/${name}` === except) continue;
        await rm(join(folder, name), { recursive: true, force: true });
      }
    }
  }

  async replacePartition(table: WarehouseTable, day: string, rows: Rows): Promise<number> {
    const place = { table, day };
    const path = this.#path(place);
    return writePartition(await this.#open(), path, {
      schema: tableSchema(table),
      day,
      rows,
      known: await this.#knownColumns(place),
      columnsAtMost: this.#columnsAtMost,
    });
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

  #path({ table, name = table, day }: Place): string {
    const { partition } = tableSchema(table);
    if (partition === undefined) return join(this.#root, name, 'all', 'part.parquet');
    requireDay(day ?? '');
    return join(this.#root, name, `${partition}=${day}`, 'part.parquet');
  }

  async #columns(place: Place, staged: readonly Staged[]) {
    const found = staged.flatMap(({ columns }) => columns);
    const known = await this.#knownColumns(place);
    return allColumns(tableSchema(place.table), chosenColumns(known, found, this.#columnsAtMost));
  }

  /** The columns of traits that a table has. */
  async #knownColumns({ table, name = table }: Place): Promise<string[]> {
    const schema = tableSchema(table);
    if (schema.traits !== true || this.#filesOf(name).length === 0) return [];
    const duckDb = await this.#open();
    const columns = await duckDb.select(columnsOfFiles(join(this.#root, name)), async () => {});
    return columns
      .map((column) => String(column['name']))
      .filter((column) => isTraitColumn(schema, column));
  }

  #filesOf(name: string): string[] {
    return partitionFiles(join(this.#root, name));
  }

  /** By table. Other processes export too, so that this is looked up for every query. */
  #files(): ReadonlyMap<string, string[]> {
    return new Map(this.#tables.map(([name]) => [name, this.#filesOf(name)]));
  }

  async #defineViews(
    run: (statement: string) => Promise<void>,
    files: ReadonlyMap<string, string[]>,
  ): Promise<void> {
    for (const [name, schema] of this.#tables) {
      // DuckDB refuses a pattern that no file matches.
      const hasFiles = files.get(name)?.length !== 0;
      await run(tableView(schema, name, join(this.#root, name), hasFiles));
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

const sourcesOf = (staged: readonly Staged[]): string[] => staged.map(({ source }) => source);
