import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anEventSchema, writeSchemas } from '../../test/builders/schema-folder.ts';
import { temporaryFolder } from '../../test/builders/temporary-folder.ts';
import type { EventSchema, Schema, SchemaNode } from '../domain/plan/event-schema.ts';
import { checkSchemas } from './check-schemas.ts';
import { readSchemas } from './read-schemas.ts';
import { writeReleased } from './released-schemas.ts';

async function problemsOf(schemas: readonly EventSchema[], released?: readonly EventSchema[]) {
  const dir = await temporaryFolder();
  if (released !== undefined) {
    await writeSchemas(join(dir, 'before'), released);
    const before = await readSchemas(join(dir, 'before'));
    await mkdir(join(dir, 'now'));
    await writeReleased(join(dir, 'now'), before);
  }
  await writeSchemas(join(dir, 'now'), schemas);
  return (await checkSchemas(join(dir, 'now'))).problems;
}

const withProperty = (schema: Schema, more: Partial<EventSchema> = {}) =>
  anEventSchema({ properties: { a: schema }, ...more });

const { 'x-event': _subject, ...withoutSubject } = anEventSchema();

describe('a schema is refused', () => {
  it.each<[string, EventSchema, string, string]>([
    ['without its draft', anEventSchema({ $schema: undefined }), 'draft', '/$schema'],
    ['without a title', anEventSchema({ title: 'order placed' }), 'title', '/title'],
    ['that describes no event', withoutSubject, 'subject', ''],
    ['of a text', anEventSchema({ type: 'string' }), 'root-type', '/type'],
    ['that is no JSON Schema', withProperty({ type: 'text' }), 'json-schema', ''],
    ['with a word that JSON Schema has not', withProperty({ maxLen: 3 }), 'json-schema', ''],
    [
      'with a pattern without a length',
      withProperty({ type: 'string', pattern: 'a' }),
      'unbounded',
      '/properties/a/pattern',
    ],
    [
      'with a pattern that looks ahead',
      withProperty({ type: 'string', maxLength: 9, pattern: '^(?=a)' }),
      'pattern',
      '/properties/a/pattern',
    ],
    [
      'with a pattern that looks back',
      withProperty({ type: 'string', maxLength: 9, pattern: '(a)\\1' }),
      'pattern',
      '/properties/a/pattern',
    ],
    [
      'that compares endless lists',
      withProperty({ type: 'array', uniqueItems: true }),
      'unbounded',
      '/properties/a/uniqueItems',
    ],
    [
      'whose limits are in the data',
      withProperty({ maximum: { $data: '/b' } }),
      'data-reference',
      '/properties/a/maximum',
    ],
    [
      'that refers elsewhere',
      withProperty({ $ref: 'https://example.com/a' }),
      'reference',
      '/properties/a/$ref',
    ],
    [
      'with an unknown format',
      withProperty({ type: 'string', format: 'hostname' }),
      'format',
      '/properties/a/format',
    ],
    [
      'with an unknown rule for the personal',
      withProperty({ 'x-pii': 'encrypt' as 'hash' }),
      'x-pii',
      '/properties/a/x-pii',
    ],
    [
      'that says of no value that it is personal',
      withProperty({ not: { 'x-pii': 'drop' } }),
      'x-pii',
      '/properties/a/not/x-pii',
    ],
    [
      'that coerces into nothing',
      withProperty({ 'x-coerce': true }),
      'x-coerce',
      '/properties/a/x-coerce',
    ],
    [
      'with a name that every object has',
      anEventSchema({ properties: { valueOf: {} } }),
      'property-name',
      '/properties/valueOf',
    ],
    [
      'whose example is not valid',
      withProperty({ type: 'number' }, { examples: [{ a: 1 }, { a: 'x' }] }),
      'example',
      '/examples/1',
    ],
    [
      'that takes a counterexample',
      withProperty({}, { 'x-counterexamples': [{ a: 1 }] }),
      'counterexample',
      '/x-counterexamples/0',
    ],
  ])('%s', async (_, schema, rule, path) => {
    const problems = await problemsOf([schema]);
    expect(problems).toContainEqual({
      schema: 'order-placed.v1',
      rule,
      path,
      message: expect.stringMatching(/\w{3}/),
    });
  });

  it('whose file has another name', async () => {
    const dir = await temporaryFolder();
    await writeFile(join(dir, 'Other.schema.json'), JSON.stringify(anEventSchema()));
    const rules = (await checkSchemas(dir)).problems.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['file-name', 'id']));
  });

  it('that has the title and the event of another', async () => {
    const other = anEventSchema({ $id: 'order-made.v1' });
    const problems = await problemsOf([anEventSchema(), other]);
    expect(problems.map(({ rule, path }) => [rule, path])).toEqual([
      ['clash', '/title'],
      ['clash', '/x-event'],
    ]);
  });
});

it('a schema is well that keeps to all of it, cleaned examples included', async () => {
  const schema = withProperty(
    { type: 'number', 'x-coerce': true },
    { examples: [{ a: '12.50' }], 'x-counterexamples': [{ a: '12,50' }] },
  );
  expect(await problemsOf([schema])).toEqual([]);
});

describe('a released schema', () => {
  const released = anEventSchema({
    required: ['a'],
    properties: {
      a: { type: 'string', maxLength: 10, enum: ['x', 'y'] },
      n: { type: 'number', minimum: 0, 'x-coerce': true },
      p: { type: 'string', 'x-pii': 'hash' },
    },
    examples: [{ a: 'x' }],
  });
  const { a = {}, n = {}, p = {} } = (released.properties ?? {}) as Record<string, SchemaNode>;
  const changed = (
    properties: Record<string, Schema>,
    more: Partial<EventSchema> = {},
  ): EventSchema => ({ ...released, properties: { a, n, p, ...properties }, ...more });

  it.each<[string, EventSchema]>([
    ['describe better', { ...released, description: 'An order.' }],
    ['plan another optional property', changed({ b: { type: 'boolean' } })],
    ['take more of an enumeration', changed({ a: { ...a, enum: ['x', 'y', 'z'] } })],
    ['take longer texts', changed({ a: { ...a, maxLength: 20 } })],
    ['take smaller numbers', changed({ n: { ...n, minimum: -1 } })],
    ['require less', changed({}, { required: [] })],
    ['protect more', changed({ p: { ...p, 'x-pii': 'drop' } })],
  ])('may %s', async (_, current) => {
    expect(await problemsOf([current], [released])).toEqual([]);
  });

  it.each<[string, EventSchema, string, string]>([
    ['require more', changed({}, { required: ['a', 'n'] }), 'newly-required', '/required'],
    [
      'take less of an enumeration',
      changed({ a: { ...a, enum: ['x'] } }),
      'narrower-enum',
      '/properties/a/enum',
    ],
    [
      'take shorter texts only',
      changed({ a: { ...a, maxLength: 5 } }),
      'narrower-limit',
      '/properties/a/maxLength',
    ],
    [
      'take another type',
      changed({ n: { ...n, type: 'integer' } }),
      'narrower-type',
      '/properties/n/type',
    ],
    [
      'ask for a pattern',
      changed({ a: { ...a, pattern: 'x' } }),
      'other-pattern',
      '/properties/a/pattern',
    ],
    [
      'allow no others',
      changed({}, { additionalProperties: false }),
      'closed',
      '/additionalProperties',
    ],
    [
      'be of another event',
      { ...released, 'x-event': 'Order Made' },
      'another-subject',
      '/x-event',
    ],
    [
      'protect less',
      changed({ p: { ...p, 'x-pii': 'mask' } }),
      'less-private',
      '/properties/p/x-pii',
    ],
    [
      'coerce no more',
      changed({ n: { ...n, 'x-coerce': false } }),
      'other-coercion',
      '/properties/n/x-coerce',
    ],
    [
      'clean otherwise',
      changed({ a: { ...a, 'x-clean': ['trim'] } }),
      'other-cleaning',
      '/properties/a/x-clean',
    ],
    [
      'combine otherwise',
      changed({}, { anyOf: [{ required: ['a'] }] }),
      'changed-combination',
      '/anyOf',
    ],
  ])('may not %s, which needs a new version', async (_, current, rule, path) => {
    const problems = await problemsOf([current], [released]);
    expect(problems).toContainEqual({
      schema: 'order-placed.v1',
      rule,
      path,
      message: expect.stringContaining('add order-placed.v2.schema.json'),
    });
  });

  it('may not forget a property where no others are allowed', async () => {
    const closed: EventSchema = { ...released, additionalProperties: false };
    const { n: _, ...kept } = closed.properties ?? {};
    const problems = await problemsOf([{ ...closed, properties: kept }], [closed]);
    expect(problems).toMatchObject([{ rule: 'removed', path: '/properties/n' }]);
  });

  it('may not go away, and its next version may be anything', async () => {
    const next = anEventSchema({ $id: 'order-placed.v2', title: 'OrderPlaced2', required: ['z'] });
    expect(await problemsOf([next], [released])).toMatchObject([
      { schema: 'order-placed.v1', rule: 'removed' },
    ]);
    expect(await problemsOf([released, next], [released])).toEqual([]);
  });
});
