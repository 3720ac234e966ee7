import { _, Ajv, type AnySchemaObject, type Options } from 'ajv';
import {
  type EventSchema,
  isSchemaNode,
  type Schema,
  type SchemaNode,
} from '../domain/plan/event-schema.ts';
import { formats } from '../domain/plan/formats.ts';
import { linearPattern } from '../domain/plan/linear-pattern.ts';
import type { CompiledSchema } from '../domain/plan/tracking-plan.ts';

/** What schemas may say besides JSON Schema's own words. */
const vocabulary = ['x-event', 'x-type', 'x-pii', 'x-coerce', 'x-clean', 'x-counterexamples'];

/** The engine of patterns. In code that is compiled ahead it goes by its name. */
const regExp = Object.assign(
  (source: string) => {
    const pattern = linearPattern(source);
    return { test: (text: string) => pattern.test(text), toString: () => source };
  },
  { code: 'linearPattern' },
);

/**
 * ajv as its security advice has it: no `$data`, no `allErrors`, lengths before patterns (which is its order), patterns in linear time.
 * Whatever is no JSON Schema is refused. Code that is compiled ahead finds `linearPattern` and `formats` in its scope.
 */
export function schemaCompiler(code: Options['code'] = {}): Ajv {
  const ajv = new Ajv({
    $data: false,
    allErrors: false,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    code: { ...code, regExp, formats: _`formats` },
  });
  ajv.addVocabulary(vocabulary);
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  return ajv;
}

/** Compiles schemas. @throws Error that names the one that ajv can't take. */
export function compileSchemas(schemas: readonly EventSchema[]): CompiledSchema[] {
  const ajv = schemaCompiler();
  return schemas.map((schema) => {
    try {
      const validate = ajv.compile(schema as AnySchemaObject);
      const validatePresent = ajv.compile(presentOnly(schema) as AnySchemaObject);
      return { schema, validate, validatePresent };
    } catch (error) {
      throw new Error(`${schema.$id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

/** The schema that asks of what is there alone: nothing is required of it, save in alternatives and conditions, which would mean something else. */
export const presentOnly = (schema: EventSchema): EventSchema => ({
  ...membersWithoutRequired(schema),
  $id: `${schema.$id}.present`,
  title: schema.title,
});

const withoutRequired = (schema: Schema): Schema =>
  isSchemaNode(schema) ? membersWithoutRequired(schema) : schema;

function membersWithoutRequired(schema: SchemaNode): SchemaNode {
  const within: Record<string, unknown> = { ...schema };
  delete within['required'];
  for (const keyword of ['properties', 'patternProperties', 'definitions'] as const) {
    const members = schema[keyword];
    if (members === undefined) continue;
    within[keyword] = Object.fromEntries(
      Object.entries(members).map(([name, member]) => [name, withoutRequired(member)]),
    );
  }
  for (const keyword of ['items', 'allOf', 'additionalProperties'] as const) {
    const member = schema[keyword];
    if (Array.isArray(member)) within[keyword] = member.map(withoutRequired);
    else if (member !== undefined) within[keyword] = withoutRequired(member as Schema);
  }
  return within;
}
