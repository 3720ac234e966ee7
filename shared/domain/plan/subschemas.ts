import { isSchemaNode, type SchemaNode } from './event-schema.ts';
import { pointerStep } from './json-pointer.ts';

/** Where a schema holds others: one, a list of them, or by name. */
const holders = {
  one: [
    'additionalProperties',
    'additionalItems',
    'contains',
    'propertyNames',
    'not',
    'if',
    'then',
    'else',
  ],
  list: ['items', 'allOf', 'anyOf', 'oneOf'],
  named: ['properties', 'patternProperties', 'definitions', 'dependencies'],
} as const;

/** A schema within a schema. */
export interface Subschema {
  /** Where, as a JSON pointer. */
  pointer: string;
  node: SchemaNode;
}

/** A schema and all that are within it, outermost first. */
export function* subschemas(node: SchemaNode, pointer = ''): Generator<Subschema> {
  yield { pointer, node };
  for (const keyword of [...holders.one, ...holders.list]) {
    const value = node[keyword];
    if (isSchemaNode(value)) yield* subschemas(value, `${pointer}/${keyword}`);
    if (Array.isArray(value)) yield* members(Object.entries(value), `${pointer}/${keyword}`);
  }
  for (const keyword of holders.named) {
    const value = node[keyword];
    if (isSchemaNode(value)) yield* members(Object.entries(value), `${pointer}/${keyword}`);
  }
}

function* members(entries: [string, unknown][], pointer: string): Generator<Subschema> {
  for (const [name, member] of entries) {
    if (isSchemaNode(member)) yield* subschemas(member, pointer + pointerStep(name));
  }
}
