import type { AnySchemaObject } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryJson } from '../../../test/builders/arbitrary-json.ts';
import { anEvent } from '../../../test/builders/events.ts';
import { schemaCompiler } from '../../runtime/compile-schemas.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { cleanValue } from './clean-value.ts';
import { Drafts } from './drafts.ts';
import type { EventSchema } from './event-schema.ts';
import { plannedValue } from './planned-value.ts';
import { schemaProblems } from './schema-problems.ts';

const track = (event: string, properties?: JsonObject) =>
  anEvent({ type: 'track', event, ...(properties !== undefined && { properties }) });

function draftOf(bodies: readonly JsonObject[], event = 'Thing Done'): EventSchema {
  const drafts = new Drafts();
  for (const body of bodies) drafts.add(track(event, body));
  const [schema] = drafts.schemas();
  if (schema === undefined) throw new Error('There is a draft of every event.');
  return schema;
}

const propertyOf = (bodies: readonly JsonObject[], name: string) =>
  draftOf(bodies).properties?.[name];

/** `count` bodies, each with what the function makes of its index. */
const many = (count: number, body: (index: number) => JsonObject): JsonObject[] =>
  Array.from({ length: count }, (_, index) => body(index));

describe('a draft', () => {
  it('requires what every event has, and takes what some have', () => {
    const schema = draftOf([{ a: 1, b: 'x' }, { a: 2 }, { a: null, c: [true] }]);
    expect(schema.required).toEqual(['a']);
    expect(schema.properties).toMatchObject({
      a: { type: ['number', 'null'] },
      b: { type: 'string', minLength: 1, maxLength: 16 },
      c: { type: 'array', items: { type: 'boolean' } },
    });
  });

  it('leaves room for longer texts', () => {
    expect(propertyOf([{ a: 'x'.repeat(20) }], 'a')).toMatchObject({ maxLength: 64 });
  });

  it('takes few texts, each again and again, for a choice', () => {
    const sizes = ['s', 'm', 'l'];
    expect(
      propertyOf(
        many(60, (index) => ({ size: sizes[index % 3] })),
        'size',
      ),
    ).toMatchObject({
      enum: ['l', 'm', 's'],
    });
    expect(
      propertyOf(
        many(6, (index) => ({ size: sizes[index % 3] })),
        'size',
      ),
    ).not.toHaveProperty('enum');
  });

  it.each([
    ['date-time', '2026-01-31T10:00:00Z'],
    ['date', '2026-01-31'],
    ['uri', 'https://example.com/a'],
    ['uuid', '6f1c2f0e-8d1b-4a60-9d5c-0d5b7c3f7a11'],
  ])('names the format %s', (format, text) => {
    expect(
      propertyOf(
        many(3, () => ({ value: text })),
        'value',
      ),
    ).toMatchObject({ format });
    expect(
      propertyOf([...many(3, () => ({ value: text })), { value: 'x' }], 'value'),
    ).not.toHaveProperty('format');
  });

  it('takes numbers for whole where many were', () => {
    expect(
      propertyOf(
        many(20, (index) => ({ n: index })),
        'n',
      ),
    ).toMatchObject({ type: 'integer' });
    expect(
      propertyOf(
        many(5, (index) => ({ n: index })),
        'n',
      ),
    ).toMatchObject({ type: 'number' });
  });

  it('marks what looks personal, and shows none of it in its examples', () => {
    const person = {
      contact: 'ana@example.org',
      phone: '+44 20 7946 0123',
      first_name: 'Ana',
      plan: 'pro',
    };
    const schema = draftOf(many(3, () => person));
    for (const name of ['contact', 'phone', 'first_name']) {
      expect(schema.properties?.[name]).toMatchObject({ 'x-pii': 'mask' });
    }
    expect(schema.properties?.['plan']).not.toHaveProperty('x-pii');
    expect(schema.examples).toEqual([
      { contact: 'person@example.com', phone: 'example', first_name: 'example', plan: 'pro' },
    ]);
  });

  it('takes names that are data for data', () => {
    const schema = draftOf(many(300, (index) => ({ by_sku: { [`sku-${index}`]: 1 } })));
    expect(schema.properties?.['by_sku']).not.toHaveProperty('properties');
  });

  it('is one of each event and type, under names of their own', () => {
    const drafts = new Drafts();
    for (const name of ['Order Done', 'order_done', '订单', '2 Stars']) drafts.add(track(name, {}));
    drafts.add(anEvent({ type: 'identify', traits: { plan: 'pro' } }));
    drafts.add(anEvent({ type: 'alias', userId: 'u1', previousId: 'u2' }));
    const schemas = drafts.schemas();
    expect(schemas).toHaveLength(5);
    expect(new Set(schemas.map(({ $id }) => $id)).size).toBe(5);
    expect(schemas.flatMap((schema) => schemaProblems(schema, schema.$id))).toEqual([]);
    expect(schemas.filter((schema) => schema['x-type'] !== undefined)).toMatchObject([
      { $id: 'identify-traits.v1', 'x-type': 'identify' },
    ]);
  });

  it('is of one event where only that is asked for', () => {
    const drafts = new Drafts('B');
    for (const name of ['A', 'B']) drafts.add(track(name, {}));
    expect(drafts.schemas()).toMatchObject([{ 'x-event': 'B' }]);
  });

  it('takes every event that it was drafted of, its examples too, and passes the check', () => {
    // One for all of them: to make a compiler takes longer than what it is asked.
    const ajv = schemaCompiler({});
    const small = fc.oneof(
      fc.constantFrom<Json>(
        'a',
        ' b ',
        '',
        1,
        2.5,
        null,
        true,
        '2026-01-31',
        'ana@example.org',
        [],
      ),
      arbitraryJson.value,
    );
    const bodies = fc.array(
      fc.dictionary(fc.constantFrom('a', 'b', 'email', 'toString', 'x/y~z'), small),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(bodies, (given) => {
        const schema = draftOf(given as JsonObject[]);
        expect(schemaProblems(schema, schema.$id)).toEqual([]);
        const { $id: _, ...unnamed } = schema;
        const validate = ajv.compile(unnamed as AnySchemaObject);
        const planned = plannedValue(schema);
        for (const value of [...given, ...(schema.examples ?? [])]) {
          const cleaned = cleanValue(value as Json, planned);
          expect(isJsonObject(cleaned)).toBe(true);
          if (validate(cleaned) !== true) {
            throw new Error(`${JSON.stringify(value)}: ${JSON.stringify(validate.errors)}`);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
