import type { TableSchema } from '../../schemas/warehouse/tables.ts';
import { traitColumnType } from '../domain/export/trait-columns.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Column, Rows } from '../ports/warehouse.ts';
import { isTraitColumn, tableLine } from './table-line.ts';

/** Enough to make system calls and requests rare, little enough to be nothing in memory. */
const blockLength = 64 * 1024;

/** Rows as blocks of newline-delimited JSON, made as they are asked for, and counted. */
export class NdjsonBlocks implements AsyncIterable<Buffer> {
  count = 0;
  readonly #rows: Rows;
  readonly #line: (row: JsonObject) => string;

  constructor(rows: Rows, line: (row: JsonObject) => string) {
    this.#rows = rows;
    this.#line = line;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    let lines: string[] = [];
    let length = 0;
    for await (const row of this.#rows) {
      const line = this.#line(row);
      this.count += 1;
      lines.push(line);
      length += line.length;
      if (length < blockLength) continue;
      yield Buffer.from(lines.join(''));
      lines = [];
      length = 0;
    }
    if (length > 0) yield Buffer.from(lines.join(''));
  }
}

/** The rows of a table, and of which traits they have columns. */
export interface TableBlocks {
  blocks: NdjsonBlocks;
  /** The columns beyond those of the schema, sorted: the first of them, where there are more than a table may get. */
  columns: () => string[];
}

/** The rows of one partition of a table. An error names the table and the row, counted from 1. */
export function tableBlocks(
  schema: TableSchema,
  day: string | undefined,
  rows: Rows,
  columnsAtMost: number,
): TableBlocks {
  const columns = new Set<string>();
  const blocks: NdjsonBlocks = new NdjsonBlocks(rows, (row) => {
    try {
      const line = tableLine(schema, day, row);
      if (schema.traits === true) {
        for (const name of Object.keys(row)) if (isTraitColumn(schema, name)) columns.add(name);
      }
      return line;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${schema.name}, row ${blocks.count + 1}: ${reason}`, { cause: error });
    }
  });
  return { blocks, columns: () => [...columns].sort().slice(0, columnsAtMost) };
}

/** The columns of a schema, and those of traits behind them. */
export const allColumns = (schema: TableSchema, traits: readonly string[]): Column[] => [
  ...schema.columns,
  ...traits.map((name): Column => ({ name, type: traitColumnType(name), mode: 'NULLABLE' })),
];

/** The columns of rows on their way into a table with a key: any may be missing in one that is removed. */
export const mergedColumns = (columns: readonly Column[]): Column[] => [
  ...columns.map(
    (column): Column => (column.mode === 'REQUIRED' ? { ...column, mode: 'NULLABLE' } : column),
  ),
  { name: 'is_removed', type: 'BOOL', mode: 'NULLABLE' },
];
