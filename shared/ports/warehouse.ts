import type { JsonObject } from '../domain/json.ts';

/** The tables that exports fill; each has its columns in `schemas/warehouse/<table>.json`. */
export type WarehouseTable =
  | 'profiles'
  | 'profiles_latest'
  | 'identifiers'
  | 'events'
  | 'outcomes'
  | 'audience_changes'
  | 'audience_memberships'
  | 'audience_membership_history';

/** What a column is, in the words of a BigQuery table schema. */
export interface Column {
  name: string;
  type: 'STRING' | 'INT64' | 'FLOAT64' | 'BOOL' | 'TIMESTAMP' | 'DATE' | 'JSON';
  mode: 'REQUIRED' | 'NULLABLE' | 'REPEATED';
  description?: string;
}

export type Rows = AsyncIterable<JsonObject> | Iterable<JsonObject>;

/** Where rows belong. */
export interface Place {
  /** What their columns are. */
  table: WarehouseTable;
  /** The name of another table with these columns; that of `table` where absent. */
  name?: string;
  /** `YYYY-MM-DD`, the value of the table's partition column, where it has one. */
  day?: string;
}

/** Rows that wait beside the warehouse to be loaded. */
export interface Staged {
  /** `gs://…`, or a path. */
  source: string;
  rows: number;
  /** Of the rows. */
  checksum: string;
  /** The columns that rows have beyond those of the table's schema, sorted; no more than a table may get. */
  columns: readonly string[];
}

/** Takes what exports bring, and answers queries. */
export interface Warehouse {
  /**
   * Puts rows beside the warehouse. They are streamed; their keys are column names, and JSON columns hold plain values.
   * @param run what they are staged for: a name of letters, digits, `-`, `_` and `/`.
   */
  stage(run: string, place: Place, rows: Rows): Promise<Staged>;
  /** Makes a partition, or a table that has none, hold exactly the rows staged, atomically. A second time gives the same. */
  replace(place: Place, staged: readonly Staged[]): Promise<void>;
  /**
   * Puts the rows staged in place of those of the same key that are not newer, and takes those away that are removed (`is_removed`), atomically. A second
   * time, or what is older, changes nothing. Of tables with a key and without partitions.
   */
  merge(run: string, place: Place, staged: readonly Staged[]): Promise<void>;
  /** Removes whatever was staged for runs whose names begin so, but for one of them. */
  discard(runs: string, except?: string): Promise<void>;
  /**
   * Makes the partition of a day hold exactly these rows, atomically: a second run, or one after a crash, gives the same table.
   * @returns the number of rows.
   */
  replacePartition(table: WarehouseTable, day: string, rows: Rows): Promise<number>;
  /** Runs a query in the warehouse's dialect. Values are JSON: times as ISO 8601, integers beyond 2^53 as text. */
  query(sql: string): Promise<JsonObject[]>;
  close(): Promise<void>;
}
