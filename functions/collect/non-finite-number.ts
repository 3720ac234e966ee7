import type { Json } from '../../shared/domain/json.ts';

/** How a number that may be out of range looks. Hardly any text has one, so hardly any is searched. */
const suspect = /[:[,]\s*-?(?:\d[\d.]*e\+?\d{3}|\d{309})/i;

/**
 * Where a parsed JSON text has a number beyond the range of a double, as a path such as `batch.0.value`: it was parsed to infinity, and would be
 * passed on as null.
 */
export const nonFiniteNumber = (text: string, value: Json): string | undefined =>
  suspect.test(text) || /^\s*-?\d/.test(text) ? pathOf(value)?.join('.') : undefined;

function pathOf(root: Json): string[] | undefined {
  // Not recursive: a text may be nested deeper than the stack reaches.
  const open: { value: unknown; path: string[] }[] = [{ value: root, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'number' && !Number.isFinite(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'number' || typeof member === 'object')
        open.push({ value: member, path: [...path, key] });
    }
  }
  return undefined;
}
