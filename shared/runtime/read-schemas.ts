import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventSchema, isSchemaNode } from '../domain/plan/event-schema.ts';
import { schemaProblems } from '../domain/plan/schema-problems.ts';
import { type TrackingPlan, trackingPlan } from '../domain/plan/tracking-plan.ts';
import { compileSchemas } from './compile-schemas.ts';

/** What the files of schemas end in. */
export const schemaSuffix = '.schema.json';

/** A schema, and the name of its file without the suffix. */
export interface NamedSchema {
  name: string;
  schema: EventSchema;
}

/** The schemas of a folder, `<event>.v<N>.schema.json`, by name. @throws Error that names what can't be read. */
export async function readSchemas(dir: string): Promise<NamedSchema[]> {
  const files = (await namesIn(dir)).filter((name) => name.endsWith(schemaSuffix)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -schemaSuffix.length),
      schema: await readSchema(join(dir, file)),
    })),
  );
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    throw new Error(`The schemas in ${dir} can't be read: ${(error as Error).message}`);
  }
}

async function readSchema(path: string): Promise<EventSchema> {
  try {
    const schema: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isSchemaNode(schema)) throw new TypeError('a schema is a JSON object');
    return schema as EventSchema;
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The tracking plan that a folder of schemas makes. @throws Error where one of them makes no sense, saying what to change. */
export async function readPlan(dir: string): Promise<TrackingPlan> {
  const schemas = await readSchemas(dir);
  if (schemas.length === 0)
    throw new Error(`${dir} holds no schema: none ends in ${schemaSuffix}.`);
  const [problem] = schemas.flatMap(({ name, schema }) => schemaProblems(schema, name));
  if (problem !== undefined) {
    const { schema, path, message } = problem;
    throw new Error(
      `${join(dir, schema)}${schemaSuffix}${path === '' ? '' : ` ${path}`}: ${message}`,
    );
  }
  return trackingPlan(compileSchemas(schemas.map(({ schema }) => schema)));
}
