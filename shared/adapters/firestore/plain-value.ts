import { isJsonObject, type Json, type JsonObject, setMember } from '../../domain/json.ts';

/**
 * JSON as readers of Firestore expect it: objects are maps, and all the rest is itself. What Firestore can't hold is kept as JSON text under
 * the key `~json` of a map:
 *
 * - the members of an object whose key is empty, reserved (`__…__`), or too long: `{"plan": "pro", "~json": "{\"__id__\":1}"}`;
 * - an array directly in an array: `[[1, 2], [3]]` is `[{"~json": "[1,2]"}, {"~json": "[3]"}]`;
 * - what is nested too deeply, and text that is not Unicode (half of a surrogate pair).
 */
const oddKey = '~json';

/** Firestore takes 20 levels; an escape, and the field itself, are levels too. */
const maximalDepth = 16;

/**
 * Firestore takes 1,500 bytes for the keys of a path together, quotes and dots included. Half of that holds in the worst case, where every
 * character of a key has to be quoted.
 */
const maximalPathBytes = 700;

/** Not the empty name, the escape itself, reserved names, of any characters, or half of a surrogate pair. */
const isFieldName = (key: string): boolean =>
  key !== '' && key !== oddKey && !isReserved(key) && key.isWellFormed();

const isReserved = (key: string): boolean =>
  key.length >= 4 && key.startsWith('__') && key.endsWith('__');

/** A JSON object as the fields of a document, or as a map in it. A key whose value is `undefined` is left out. */
export const encodeFields = (object: Readonly<Record<string, Json | undefined>>): JsonObject =>
  encodeObject(object, maximalDepth, maximalPathBytes);

/** The inverse of `encodeFields`. */
export function decodeFields(fields: JsonObject): Record<string, Json> {
  const decoded = decodeObject(fields);
  if (!isJsonObject(decoded)) throw new TypeError(`The fields of a document are no JSON object.`);
  return decoded as Record<string, Json>;
}

/** A JSON value as a value in a document. */
export const encodeValue = (value: Json): Json => encode(value, maximalDepth, maximalPathBytes);

/** The inverse of `encodeValue`. */
export function decodeValue(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map(decodeValue);
  return isJsonObject(value) ? decodeObject(value) : (value ?? null);
}

function encode(value: Json, depth: number, room: number): Json {
  if (typeof value === 'string') return value.isWellFormed() ? value : escaped(value);
  if (Array.isArray(value)) {
    if (depth === 0 && value.length > 0) return escaped(value);
    return value.map((item) =>
      Array.isArray(item) ? escaped(item) : encode(item, depth - 1, room),
    );
  }
  return isJsonObject(value) ? encodeObject(value, depth, room) : value;
}

function encodeObject(
  object: Readonly<Record<string, Json | undefined>>,
  depth: number,
  room: number,
): JsonObject {
  const plain: JsonObject = {};
  let odd: JsonObject | undefined;
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const left = room - Buffer.byteLength(key);
    if (depth > 0 && left >= 0 && isFieldName(key)) plain[key] = encode(value, depth - 1, left);
    else {
      odd ??= {};
      setMember(odd, key, value);
    }
  }
  if (odd !== undefined) plain[oddKey] = JSON.stringify(odd);
  return plain;
}

function decodeObject(object: JsonObject): Json {
  const decoded: Record<string, Json> = {};
  for (const [key, value] of Object.entries(object))
    if (key !== oddKey) setMember(decoded, key, decodeValue(value));
  const text = object[oddKey];
  if (typeof text !== 'string') return decoded;
  const odd = JSON.parse(text) as Json;
  return isJsonObject(odd)
    ? Object.fromEntries([...Object.entries(decoded), ...Object.entries(odd)])
    : odd;
}

const escaped = (value: Json): JsonObject => ({ [oddKey]: JSON.stringify(value) });
