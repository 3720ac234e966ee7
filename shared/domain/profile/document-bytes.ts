import { isJsonObject, type Json } from '../json.ts';

/**
 * The bytes that Firestore counts for a JSON value in a document: 8 for a number, one more than its UTF-8 for a text, the keys of a map. An array
 * in an array is kept as a text (`shared/adapters/firestore/plain-value.ts`). https://firebase.google.com/docs/firestore/storage-size
 */
export function documentBytes(value: Json | undefined): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return 8;
  if (Array.isArray(value)) {
    return value.reduce<number>((total, item) => total + itemBytes(item), 0);
  }
  if (!isJsonObject(value)) return 1;
  let total = 0;
  for (const key of Object.keys(value)) total += textBytes(key) + documentBytes(value[key]);
  return total;
}

const itemBytes = (item: Json): number =>
  Array.isArray(item) ? escapeBytes + Buffer.byteLength(JSON.stringify(item)) : documentBytes(item);

const textBytes = (text: string): number => Buffer.byteLength(text) + 1;

/** Of the map that an escaped value is kept in. */
const escapeBytes = textBytes('~json') + 1;
