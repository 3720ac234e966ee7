import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventSchema } from '../domain/plan/event-schema.ts';
import { isSchemaNode } from '../domain/plan/event-schema.ts';
import { type TrackingPlan, trackingPlan } from '../domain/plan/tracking-plan.ts';
import { compileSchemas } from './compile-schemas.ts';

const suffix = '.schema.json';

/** The schemas of a folder, `<event>.v<N>.schema.json`, by name. @throws Error that names the file that can't be read. */
export async function readSchemas(dir: string): Promise<EventSchema[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(suffix)).sort();
  return Promise.all(names.map((name) => readSchema(join(dir, name))));
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
  return trackingPlan(compileSchemas(await readSchemas(dir)));
}
