import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventSchema } from '../domain/plan/event-schema.ts';
import type { NamedSchema } from './read-schemas.ts';

/** Schemas as they were released, by name. */
export type ReleasedSchemas = Readonly<Record<string, EventSchema>>;

/** In the folder of the schemas, so that it goes with them, whatever keeps their history. */
const fileName = 'released.json';

/** What was released of a folder; nothing where nothing was. @throws Error where the file can't be read. */
export async function readReleased(dir: string): Promise<ReleasedSchemas> {
  const path = join(dir, fileName);
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ReleasedSchemas;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

/** Makes the schemas of a folder the released ones. @returns the path of the file. */
export async function writeReleased(dir: string, schemas: readonly NamedSchema[]): Promise<string> {
  const path = join(dir, fileName);
  const released = Object.fromEntries(schemas.map(({ name, schema }) => [name, schema]));
  await writeFile(path, `${JSON.stringify(released, undefined, 2)}\n`);
  return path;
}
