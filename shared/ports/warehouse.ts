import type { JsonObject } from '../domain/json.ts';

/** The tables that exports fill; each has its columns in `schemas/warehouse/<table>.json`. */
export type WarehouseTable = 'profiles' | 'events' | 'outcomes' | 'audience_changes';

/** What a column is, in the words of a BigQuery table schema. */
export interface Column {
  name: string;
  type: 'STRING' | 'INT64' | 'FLOAT64' | 'BOOL' | 'TIMESTAMP' | 'DATE' | 'JSON';
  mode: 'REQUIRED' | 'NULLABLE' | 'REPEATED';
  description?: string;
}

/** Takes snapshots. */
export interface Warehouse {
  /**
   * Makes the partition of a day hold exactly these rows, atomically: a second run, or one after a crash, gives the same
   * table. Rows are streamed; their keys are column names, and JSON columns hold plain values.
   * @param day `YYYY-MM-DD`, the value of the table's partition column.
   * @returns the number of rows.
   */
  replacePartition(
    table: WarehouseTable,
    day: string,
    rows: AsyncIterable<JsonObject> | Iterable<JsonObject>,
  ): Promise<number>;
  /** Runs a query in the warehouse's dialect. Values are JSON: times as ISO 8601, integers beyond 2^53 as text. */
  query(sql: string): Promise<JsonObject[]>;
  close(): Promise<void>;
}
