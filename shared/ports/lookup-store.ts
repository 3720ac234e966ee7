import type { LookupRow } from '../domain/enrichment/lookup-row.ts';
import type { JsonObject } from '../domain/json.ts';

/** Reads rows of lookup tables by their keys. */
export interface RowReader {
  /** In the order asked for, by one round trip; a table that was never loaded has no rows. */
  rows(table: string, keys: readonly string[]): Promise<(JsonObject | undefined)[]>;
}

/** Keeps lookup tables. */
export interface LookupStore extends RowReader {
  /** Puts rows, in place of those with the same keys. Of equal keys the last wins. Some hundred at once. */
  put(table: string, rows: readonly LookupRow[]): Promise<void>;
  remove(table: string, keys: readonly string[]): Promise<void>;
  /** All keys of a table, in no order. */
  keys(table: string): AsyncIterable<string>;
  /** The tables that have rows, by name, with how many they have. */
  tables(): Promise<{ table: string; rows: number }[]>;
  close(): Promise<void>;
}
