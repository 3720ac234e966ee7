import { isJsonObject, type Json, type JsonObject, setMember, valueAt } from '../json.ts';
import type { Destination } from './destination.ts';
import type { Occurrence } from './occurrence.ts';

/** Standard Webhooks asks for small payloads; what a profile has grown beyond that is read from the profile API. */
const mostBytes = 64 * 1024;

/**
 * What a destination gets: `{type, timestamp, data: {audience, profileId, version, profile…}}`, with those fields of the profile that it asked for.
 * A profile that would make it larger than 64 KB is left out, and `truncated` says so. Equal occurrences give equal text.
 */
export function payloadOf(occurrence: Occurrence, { fields }: Destination): string {
  const { type, audience, profileId, version, at, reason, mergedInto, profile } = occurrence;
  const data: JsonObject = {
    ...(audience !== undefined && { audience }),
    profileId,
    // A removal is the last that is heard of a profile, whatever its version was.
    ...(version !== Number.MAX_SAFE_INTEGER && { version }),
    ...(reason !== undefined && { reason }),
    ...(mergedInto !== undefined && { mergedInto }),
  };
  const payload = (more: JsonObject) =>
    JSON.stringify({ type, timestamp: at, data: { ...data, ...more } });
  if (profile === undefined) return payload({});
  const text = payload({ profile: pickFields(profile, fields) });
  return Buffer.byteLength(text) <= mostBytes ? text : payload({ truncated: true });
}

function pickFields(profile: object, fields: Destination['fields']): JsonObject {
  const picked: JsonObject = {};
  for (const path of fields) {
    const value = valueAt(profile, path);
    if (value !== undefined) put(picked, path, value);
  }
  return picked;
}

function put(target: JsonObject, path: readonly string[], value: Json): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    setMember(target, key, value);
    return;
  }
  const inner = Object.hasOwn(target, key) ? target[key] : undefined;
  // A copy, for the value may be the profile's own.
  const next: JsonObject = isJsonObject(inner) ? { ...inner } : {};
  put(next, rest, value);
  setMember(target, key, next);
}
