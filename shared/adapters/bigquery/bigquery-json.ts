import { BigQueryTimestamp } from '@google-cloud/bigquery';
import type { Json, JsonObject } from '../../domain/json.ts';
import { exactDecimal } from '../exact-number.ts';

/** A value of a query's row, as the client made it, as the warehouse's contract wants it. */
function toJson(value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'object':
      return value === null ? null : objectToJson(value);
    default:
      return null;
  }
}

function objectToJson(value: object): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (Buffer.isBuffer(value)) return value.toString('base64');
  // The client prints nanoseconds, of which BigQuery has none.
  if (value instanceof BigQueryTimestamp) return value.value.replace(/(\.\d{6})000Z$/, '$1Z');
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    // NUMERIC is a big.js number; dates, times and ranges wrap their text.
    if ('toFixed' in value && typeof value.toFixed === 'function')
      return exactDecimal(String(value.toFixed()));
    if ('value' in value) return toJson(value.value);
  }
  return rowToJson(value);
}

/** A row, or a STRUCT in it. */
export const rowToJson = (row: object): JsonObject =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJson(value)]));
