import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryJson } from '../../../test/builders/arbitrary-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import { decodeFields, decodeValue, encodeFields, encodeValue } from './plain-value.ts';

/** Why Firestore would refuse a value, by its documented limits; `undefined` where it takes it. */
function refusal(value: Json | undefined, depth = 1, path = 0): string | undefined {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? 'not Unicode' : undefined;
  if (Array.isArray(value)) {
    if (depth > 20) return 'too deep';
    return value
      .map((item) => (Array.isArray(item) ? 'array in array' : refusal(item, depth + 1, path)))
      .find((reason) => reason !== undefined);
  }
  if (!isJsonObject(value)) return undefined;
  if (depth > 20) return 'too deep';
  for (const [key, member] of Object.entries(value)) {
    const length = path + 1 + 2 * Buffer.byteLength(key);
    if (key === '' || /^__.*__$/s.test(key) || /\p{Surrogate}/u.test(key)) return `key ${key}`;
    if (length > 1500) return 'path too long';
    const reason = refusal(member, depth + 1, length);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

describe('JSON in Firestore', () => {
  test('is plain wherever Firestore can hold it', () => {
    const traits = {
      plan: 'pro',
      address: { city: 'Lyon', lines: ['1 rue A', null] },
      score: 1.5,
      orders: 0,
      vip: true,
      empty: {},
      none: [],
    };
    expect(encodeFields({ traits })).toEqual({ traits });
  });

  test('keeps the rest as text beside it, under a key of its own', () => {
    const traits = { plan: 'pro', __id__: 7, line: [[1, 2], [3]] };
    expect(encodeFields(traits)).toEqual({
      plan: 'pro',
      line: [{ '~json': '[1,2]' }, { '~json': '[3]' }],
      '~json': '{"__id__":7}',
    });
  });

  test('leaves out what is undefined, as JSON does', () => {
    expect(encodeFields({ a: undefined, b: { c: undefined, d: 1 } })).toEqual({ b: { d: 1 } });
  });

  test('a key such as __proto__ reaches no prototype, on neither way', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true},"a":{"__proto__":1}}') as JsonObject;
    const decoded = decodeFields(encodeFields(hostile));
    expect(Object.keys(decoded)).toContain('__proto__');
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
    expect(JSON.stringify(decoded['a'])).toBe('{"__proto__":1}');
  });

  test('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(arbitraryJson.object, arbitraryJson.value, (object, value) => {
        expect(decodeFields(encodeFields(object))).toStrictEqual(object);
        expect(decodeValue(encodeValue(value))).toStrictEqual(value);
      }),
    );
  });

  test('is never what Firestore would refuse', () => {
    fc.assert(
      fc.property(arbitraryJson.object, (object) => {
        expect(refusal(encodeFields(object))).toBeUndefined();
      }),
    );
  });
});
