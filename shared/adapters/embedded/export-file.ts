import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type TableSchema, tableSchema } from '../../../schemas/warehouse/tables.ts';
import { canonicalJson, type JsonObject } from '../../domain/json.ts';
import type { WarehouseTable } from '../../ports/warehouse.ts';
import { NdjsonBlocks, ndjsonLine, partitionBlocks } from '../warehouse-rows.ts';
import { writeAtomically } from './atomic-file.ts';
import type { DuckDb } from './duckdb.ts';
import { copyToParquet } from './duckdb-sql.ts';

type Rows = AsyncIterable<JsonObject> | Iterable<JsonObject>;

/**
 * Writes rows as newline-delimited JSON in the order given, with the keys of every object sorted, so that equal rows
 * give equal bytes. The file appears whole, or not at all.
 * @returns the number of rows.
 */
export async function writeNdjson(path: string, rows: Rows): Promise<number> {
  const blocks = new NdjsonBlocks(rows, (row) => ndjsonLine(canonicalJson(row)));
  await writeAtomically(path, (temporary) => pipeline(blocks, createWriteStream(temporary)));
  return blocks.count;
}

/**
 * Writes rows of a table, with their partition column, as one Parquet file. The file appears whole, or not at all.
 * @returns the number of rows.
 */
export async function writeParquet(
  path: string,
  table: WarehouseTable,
  rows: Rows,
): Promise<number> {
  const { DuckDb } = await import('./duckdb.ts');
  const duckDb = await DuckDb.open();
  try {
    return await writePartition(duckDb, path, tableSchema(table), undefined, rows);
  } finally {
    duckDb.close();
  }
}

/** The same for the rows of a day. They pass through a scratch file, so that only some blocks of them are in memory. */
export async function writePartition(
  duckDb: DuckDb,
  path: string,
  schema: TableSchema,
  day: string | undefined,
  rows: Rows,
): Promise<number> {
  const blocks = partitionBlocks(schema, day, rows);
  await writeAtomically(path, async (temporary, scratch) => {
    await pipeline(blocks, createWriteStream(scratch));
    await duckDb.run(copyToParquet(schema, scratch, temporary));
  });
  return blocks.count;
}
