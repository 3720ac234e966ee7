import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  type DuckDBResult,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValueConverter,
  type Json as DuckDbJson,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';
import type { JsonObject } from '../../domain/json.ts';
import { exactDecimal, exactInteger, isoInstant } from '../column-values.ts';

/** A value as the warehouse's contract wants it; lists and structs come apart into such values. */
const toJson: DuckDBValueConverter<DuckDbJson> = (value, type, converter) => {
  if (value === null) return null;
  if (typeof value === 'bigint') return exactInteger(String(value));
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue)
    return isoInstant(value.micros) ?? value.toString();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBDecimalValue) return exactDecimal(value.toString());
  if (typeof value === 'string' && type.alias === 'JSON') return JSON.parse(value) as DuckDbJson;
  // The library's own converter ends in JSON for every other type; the recursion comes back here.
  return JsonDuckDBValueConverter(value, type, converter);
};

/** The rows of a result. Columns of equal names are told apart by a number. */
export async function rowsToJson(result: DuckDBResult): Promise<JsonObject[]> {
  const names = result.deduplicatedColumnNames();
  // The types of the result, for those of its chunks do not say which text is JSON.
  const types = result.columnTypes();
  const rows: JsonObject[] = [];
  for (const values of await result.getRows()) {
    const row: JsonObject = {};
    for (const [column, name] of names.entries()) {
      const type = types[column];
      const value = values[column];
      row[name] = type && value !== undefined ? toJson(value, type, toJson) : null;
    }
    rows.push(row);
  }
  return rows;
}
