import { isJsonObject } from '../json.ts';

/**
 * A copy of an object with another value at a path, of which only what lies on the path is copied. `undefined` where something else than an
 * object lies in the way.
 */
export function setAt(
  object: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  if (rest.length === 0) return { ...object, [key]: value };
  const inside = Object.hasOwn(object, key) ? object[key] : undefined;
  if (inside !== undefined && !isJsonObject(inside)) return undefined;
  const changed = setAt(inside ?? {}, rest, value);
  return changed && { ...object, [key]: changed };
}
