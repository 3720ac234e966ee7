import { isJsonObject, type JsonObject } from '../json.ts';

/** A row of a lookup table, by its key. */
export interface LookupRow {
  key: string;
  row: JsonObject;
}

/** The bytes of JSON that a row may have: an event can carry hundreds of them, and a message of Pub/Sub has 10 MB. */
const rowBytes = 8 * 1024;

const keyLength = 500;

export const isTableName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name);

/** The key that a value is: text, or a number as text; `undefined` where it is none. */
export function lookupKey(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= keyLength ? value : undefined;
}

/** Why a value can't be a row, or `undefined` where it can. */
export function problemOfRow(value: unknown): string | undefined {
  if (!isJsonObject(value)) return 'A row is a JSON object';
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes > rowBytes
    ? `A row has ${rowBytes} bytes at most, and this one ${bytes}`
    : undefined;
}
