import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type TableSchema, tableSchema } from '../../../schemas/warehouse/tables.ts';
import { chosenColumns, defaultTraitColumns } from '../../domain/export/trait-columns.ts';
import { canonicalJson } from '../../domain/json.ts';
import type { Rows, WarehouseTable } from '../../ports/warehouse.ts';
import { ndjsonLine } from '../table-line.ts';
import { allColumns, NdjsonBlocks, tableBlocks } from '../warehouse-rows.ts';
import { writeAtomically } from './atomic-file.ts';
import type { DuckDb } from './duckdb.ts';
import { copyToParquet } from './duckdb-sql.ts';

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
  columnsAtMost = defaultTraitColumns,
): Promise<number> {
  const { DuckDb } = await import('./duckdb.ts');
  const duckDb = await DuckDb.open();
  try {
    return await writePartition(duckDb, path, { schema: tableSchema(table), rows, columnsAtMost });
  } finally {
    duckDb.close();
  }
}

interface PartitionRows {
  schema: TableSchema;
  day?: string;
  rows: Rows;
  /** The columns of traits that the table has, and how many it may get. */
  known?: readonly string[];
  columnsAtMost: number;
}

/** The same for the rows of a day. They pass through a scratch file, so that only some blocks of them are in memory. */
export async function writePartition(
  duckDb: DuckDb,
  path: string,
  { schema, day, rows, known = [], columnsAtMost }: PartitionRows,
): Promise<number> {
  const { blocks, columns } = tableBlocks(schema, day, rows, columnsAtMost);
  await writeAtomically(path, async (temporary, scratch) => {
    await pipeline(blocks, createWriteStream(scratch));
    const all = allColumns(schema, chosenColumns(known, columns(), columnsAtMost));
    await duckDb.run(copyToParquet(all, [scratch], temporary));
  });
  return blocks.count;
}
