import fc from 'fast-check';
import type { Json } from '../../shared/domain/json.ts';
import type { Schema, SchemaNode } from '../../shared/domain/plan/event-schema.ts';

const names = ['a', 'b', 'c'];
const texts = ['', 'a', 'ab', ' a ', 'abc', '7', '12.50', 'USD', '2026-01-31', '2026-01-31 10:00'];

const bounds = (least: string, most: string, limit: number) =>
  fc.record(
    { [least]: fc.integer({ min: 0, max: limit }), [most]: fc.integer({ min: 1, max: limit * 3 }) },
    { requiredKeys: [] },
  );

const text: fc.Arbitrary<SchemaNode> = fc
  .tuple(
    bounds('minLength', 'maxLength', 4),
    fc.record(
      {
        enum: fc.subarray(texts, { minLength: 1 }),
        pattern: fc.constantFrom('^[A-Z]{3}$', '^[a-z]*$'),
        format: fc.constantFrom('date', 'date-time'),
        'x-coerce': fc.constant(true),
        'x-clean': fc.constant(['trim'] as const),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([lengths, others]) => ({ type: 'string', ...lengths, ...others }));

const number: fc.Arbitrary<SchemaNode> = fc
  .tuple(
    fc.constantFrom('number', 'integer'),
    bounds('minimum', 'maximum', 10),
    fc.record({ 'x-coerce': fc.constant(true), enum: fc.constant([1, 2.5]) }, { requiredKeys: [] }),
  )
  .map(([type, range, others]) => ({ type, ...range, ...others }));

const other: fc.Arbitrary<SchemaNode> = fc.constantFrom<SchemaNode>(
  {},
  { type: 'boolean' },
  { type: ['string', 'null'] },
  { type: ['number', 'string'], 'x-coerce': true },
  { enum: [1, 'a', null] },
  { const: 'a' },
  { anyOf: [{ type: 'string', maxLength: 3 }, { type: 'integer' }] },
  { type: 'object' },
);

const { node } = fc.letrec<{ node: SchemaNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    text,
    number,
    other,
    fc
      .tuple(tie('node'), bounds('minItems', 'maxItems', 2))
      .map(([items, lengths]) => ({ type: 'array', items, ...lengths })),
    objectOf(tie('node')),
  ),
}));

function objectOf(member: fc.Arbitrary<SchemaNode>): fc.Arbitrary<SchemaNode> {
  return fc
    .tuple(
      fc.dictionary(fc.constantFrom(...names), member, { maxKeys: 3 }),
      fc.subarray(names),
      fc.constantFrom<Schema | undefined>(undefined, undefined, false, { type: 'string' }),
    )
    .map(([properties, required, rest]) => ({
      type: 'object',
      properties,
      required: required.filter((name) => Object.hasOwn(properties, name)),
      ...(rest !== undefined && { additionalProperties: rest }),
    }));
}

/** A schema of an object, as wide as the platform reads them. */
export const arbitrarySchema = objectOf(node);

/** One change to a schema somewhere in it, for better or worse. */
export const arbitraryChange: fc.Arbitrary<(schema: SchemaNode) => SchemaNode> = fc
  .tuple(
    fc.nat(),
    fc.constantFrom('delete', 'delete', 'replace', 'adopt'),
    fc.nat(),
    fc.oneof(node, objectOf(node)),
  )
  .map(([where, how, which, donor]) => (schema) => {
    const places = placesIn(schema);
    const place = places[where % places.length] ?? [];
    return changedAt(schema, place, (found) => {
      if (how === 'replace') return donor;
      if (how === 'adopt') return { ...found, ...donor };
      const keyword = Object.keys(found)[which % Math.max(1, Object.keys(found).length)];
      const { [keyword ?? '']: _, ...rest } = found;
      return rest;
    });
  });

function placesIn({ properties = {}, items }: SchemaNode): string[][] {
  const members = Object.entries(properties).flatMap(([name, member]) =>
    typeof member === 'object' ? placesIn(member).map((place) => [name, ...place]) : [],
  );
  const within =
    typeof items === 'object' && !Array.isArray(items) ? placesIn(items as SchemaNode) : [];
  return [[], ...members, ...within.map((place) => ['*', ...place])];
}

function changedAt(
  schema: SchemaNode,
  [step, ...steps]: readonly string[],
  change: (found: SchemaNode) => SchemaNode,
): SchemaNode {
  if (step === undefined) return change(schema);
  if (step === '*')
    return { ...schema, items: changedAt(schema.items as SchemaNode, steps, change) };
  const member = schema.properties?.[step] as SchemaNode;
  return {
    ...schema,
    properties: { ...schema.properties, [step]: changedAt(member, steps, change) },
  };
}

const anything: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  true,
  0,
  1,
  2.5,
  -1,
  '',
  'a',
  '7',
  [],
  ['a'],
  {},
  { a: 1 },
  ...texts,
);

/** Values that a schema may well take; of objects that name their properties, those properties. */
export function valueFor(schema: Schema): fc.Arbitrary<Json> {
  if (typeof schema === 'boolean') return anything;
  const { type, properties, additionalProperties, required = [], items, enum: values } = schema;
  const types = type === undefined ? [] : [type].flat();
  if (values !== undefined) return fc.oneof(fc.constantFrom(...values), anything);
  if (properties !== undefined || types[0] === 'object') {
    const members = Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, member]) => [name, valueFor(member)]),
    );
    const named = fc.record(members, {
      requiredKeys: required.filter((name) => Object.hasOwn(members, name)),
    });
    const isFree = properties === undefined;
    const rest =
      typeof additionalProperties === 'object' ? valueFor(additionalProperties) : anything;
    if (!isFree && typeof additionalProperties !== 'object') return named;
    return fc
      .tuple(fc.dictionary(fc.constantFrom('a', 'd'), rest, { maxKeys: 2 }), named)
      .map(([others, known]) => ({ ...others, ...known }));
  }
  if (types[0] === 'array')
    return fc.array(valueFor((items as Schema | undefined) ?? true), { maxLength: 4 });
  if (types[0] === 'string') return fc.oneof(fc.constantFrom(...texts), anything);
  if (types[0] === 'number' || types[0] === 'integer') {
    return fc.oneof(fc.integer({ min: -2, max: 30 }), fc.constantFrom('7', '12.50', 2.5), anything);
  }
  return anything;
}
