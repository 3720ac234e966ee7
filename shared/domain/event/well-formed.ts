import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/**
 * A value whose every text and key is Unicode: half of a surrogate pair, as cutting a text in the middle of an emoji leaves it, becomes
 * U+FFFD. UTF-8 has no half, so a profile that was written and read once would differ from one that was not.
 */
export const wellFormed = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      wellFormedText(key),
      value === undefined ? undefined : wellFormedValue(value),
    ]),
  );

function wellFormedValue(value: Json): Json {
  if (typeof value === 'string') return wellFormedText(value);
  if (Array.isArray(value)) return value.map(wellFormedValue);
  return isJsonObject(value) ? wellFormed(value) : value;
}

const wellFormedText = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
