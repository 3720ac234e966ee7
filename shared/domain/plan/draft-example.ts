import { isJsonObject, type Json } from '../json.ts';
import { isSchemaNode, type Schema, type SchemaNode } from './event-schema.ts';

/** Made-up values of the formats. */
const madeUp: Readonly<Record<string, string>> = {
  'date-time': '2000-01-01T00:00:00.000Z',
  date: '2000-01-01',
  email: 'person@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** An event that was seen, as an example of its drafted schema: what looks personal is made up. */
export function exampleOf(value: Json, schema: Schema | undefined, personal = false): Json {
  const node: SchemaNode = isSchemaNode(schema) ? schema : {};
  const isPersonal = personal || node['x-pii'] !== undefined;
  if (Array.isArray(value)) {
    const items = node.items as Schema | undefined;
    return value.map((item) => exampleOf(item, items, isPersonal));
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => {
          const planned = Object.hasOwn(node.properties ?? {}, name)
            ? node.properties?.[name]
            : undefined;
          return [name, exampleOf(member ?? null, planned, isPersonal)];
        }),
    );
  }
  return isPersonal ? madeUpFor(value, node) : value;
}

function madeUpFor(value: Json, { enum: values, format }: SchemaNode): Json {
  if (values !== undefined) return values[0] ?? null;
  if (typeof value === 'string') return madeUp[format ?? ''] ?? 'example';
  return typeof value === 'number' ? 0 : value;
}
