import type { Json } from '../domain/json.ts';
import { cleanValue } from '../domain/plan/clean-value.ts';
import { incompatibilities } from '../domain/plan/incompatibilities.ts';
import { plannedValue } from '../domain/plan/planned-value.ts';
import { type Problem, schemaProblems } from '../domain/plan/schema-problems.ts';
import type { CompiledSchema, Validator } from '../domain/plan/tracking-plan.ts';
import { rejectionOf, violationOf } from '../domain/plan/violation.ts';
import { compileSchemas } from './compile-schemas.ts';
import { type NamedSchema, readSchemas } from './read-schemas.ts';
import { type ReleasedSchemas, readReleased } from './released-schemas.ts';

/** Schemas, and all that is wrong with them; nothing where all is well. */
export interface CheckedSchemas {
  schemas: NamedSchema[];
  /** How many of them were released before. */
  released: number;
  problems: Problem[];
}

/** Checks the schemas of a folder: each for itself, its examples, all together, and against those that were released. @throws Error where a file can't be read. */
export async function checkSchemas(dir: string): Promise<CheckedSchemas> {
  const schemas = await readSchemas(dir);
  const released = await readReleased(dir);
  const problems = [
    ...schemas.flatMap(problemsOfOne),
    ...clashes(schemas),
    ...brokenPromises(schemas, released),
  ];
  return { schemas, released: Object.keys(released).length, problems };
}

function problemsOfOne({ name, schema }: NamedSchema): Problem[] {
  const found = schemaProblems(schema, name);
  // Whoever can't be compiled has no examples that could be judged.
  const [compiled, invalid] = compiledOrNot({ name, schema });
  if (compiled === undefined) return [...found, invalid];
  return [...found, ...exampleProblems(name, compiled)];
}

function compiledOrNot({ name, schema }: NamedSchema): [CompiledSchema | undefined, Problem] {
  const problem = (message: string): Problem => ({
    schema: name,
    rule: 'json-schema',
    path: '',
    message,
  });
  try {
    const [compiled] = compileSchemas([schema]);
    return [compiled, problem('It can’t be compiled.')];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [undefined, problem(`It is no JSON Schema draft-07 that ajv takes: ${reason}.`)];
  }
}

function* exampleProblems(name: string, { schema, validate }: CompiledSchema): Generator<Problem> {
  const planned = plannedValue(schema);
  const body =
    schema['x-type'] === 'identify' || schema['x-type'] === 'group' ? 'traits' : 'properties';
  for (const [index, example] of (schema.examples ?? []).entries()) {
    const value = cleanValue(example, planned);
    if (validate(value)) continue;
    const { path, message } = rejectionOf(violationOf(validate, value), { body, schema: name });
    yield {
      schema: name,
      rule: 'example',
      path: `/examples/${index}`,
      message: `The example is not valid at ${path}: ${message}`,
    };
  }
  for (const [index, example] of (schema['x-counterexamples'] ?? []).entries()) {
    if (!takes(validate, cleanValue(example, planned))) continue;
    const message = 'The schema takes what it is meant to refuse.';
    yield { schema: name, rule: 'counterexample', path: `/x-counterexamples/${index}`, message };
  }
}

const takes = (validate: Validator, value: Json): boolean => validate(value);

/** Two schemas that would be one type, or one version of one event. */
function* clashes(schemas: readonly NamedSchema[]): Generator<Problem> {
  const owners = new Map<string, string>();
  for (const { name, schema } of schemas) {
    const version = name.slice(name.lastIndexOf('.'));
    const event = schema['x-event'] ?? `every ${schema['x-type']}`;
    for (const [claim, path] of [
      [`the title ${schema.title}`, '/title'],
      [`${version.slice(1)} of ${event}`, schema['x-event'] === undefined ? '/x-type' : '/x-event'],
    ] as const) {
      const owner = owners.get(claim);
      owners.set(claim, owner ?? name);
      if (owner === undefined) continue;
      yield { schema: name, rule: 'clash', path, message: `${owner} has ${claim} already.` };
    }
  }
}

/** What was released stays, and takes what it took. */
function* brokenPromises(
  schemas: readonly NamedSchema[],
  released: ReleasedSchemas,
): Generator<Problem> {
  const current = new Map(schemas.map(({ name, schema }) => [name, schema]));
  for (const [name, before] of Object.entries(released)) {
    const now = current.get(name);
    if (now === undefined) {
      const message =
        'It was released, and senders may name it still: put the file back, beside its next version.';
      yield { schema: name, rule: 'removed', path: '', message };
      continue;
    }
    for (const { rule, path, message } of incompatibilities(before, now)) {
      yield { schema: name, rule, path, message: `${message} ${nextVersion(name)}` };
    }
  }
}

const nextVersion = (name: string): string => {
  const next = name.replace(/\d+$/, (version) => String(Number(version) + 1));
  return `This needs a new version: leave ${name} as it was released, and add ${next}.schema.json.`;
};
