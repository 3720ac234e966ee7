/** A JSON value, as `JSON.parse` returns it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. A key may be missing, hence `undefined`. */
export type JsonObject = { [key: string]: Json | undefined };

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The value at a dotted path such as `properties.revenue`, or `undefined`.
 * Only own properties count, so no path reaches a prototype.
 */
export function valueAt(root: unknown, path: readonly string[]): Json | undefined {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value as Json | undefined;
}

/**
 * A text that `JSON.parse` makes the same value of, for any value that it has returned: `JSON.stringify` overflows the stack where nesting is
 * deep, and has no word for a number that is too large, nor for the sign of 0.
 */
export function jsonOf(root: unknown): string {
  let text = '';
  /** What is still to be written, last first: text as it is, values in a box. */
  const rest: (string | { value: unknown })[] = [{ value: root }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string') text += next;
    else if (typeof next.value !== 'object' || next.value === null) text += scalarOf(next.value);
    else {
      const isArray = Array.isArray(next.value);
      const members = Object.entries(next.value).reverse();
      text += isArray ? '[' : '{';
      rest.push(isArray ? ']' : '}');
      for (const [index, [key, value]] of members.entries()) {
        rest.push({ value });
        if (!isArray) rest.push(`${JSON.stringify(key)}:`);
        if (index < members.length - 1) rest.push(',');
      }
    }
  }
  return text;
}

function scalarOf(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (value === Number.POSITIVE_INFINITY) return '1e999';
  if (value === Number.NEGATIVE_INFINITY) return '-1e999';
  return JSON.stringify(value);
}

/**
 * JSON with the keys of every object in code-unit order: equal values give equal text.
 * Keys whose value is `undefined` are left out, as `JSON.stringify` does.
 */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

/** A value that holds nothing but plain data, as the JSON that it is. */
export const plainJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Whether two values are equal: the order of keys does not matter, nor does the sign of 0. */
export const sameJson = (one: Json | undefined, other: Json | undefined): boolean =>
  one === other ||
  (typeof one === 'object' &&
    typeof other === 'object' &&
    canonicalJson(one) === canonicalJson(other));

/** Sets an own member, whatever its name: `__proto__` is none by assignment. */
export function setMember<Value>(record: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') {
    record[key] = value;
    return;
  }
  Object.defineProperty(record, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
