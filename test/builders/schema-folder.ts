import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventSchema } from '../../shared/domain/plan/event-schema.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An event schema; of the track event Order Placed where nothing else is said. */
export const anEventSchema = (parts: Partial<EventSchema> = {}): EventSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'order-placed.v1',
  title: 'OrderPlaced',
  ...(parts['x-type'] === undefined && { 'x-event': 'Order Placed' }),
  type: 'object',
  ...parts,
});

/** A folder that goes with the test: `schemas/` with these schemas, and beside it `cdp.config.json` that names it. @returns the path of the latter. */
export async function configWithSchemas(
  schemas: readonly EventSchema[],
  config: object = {},
): Promise<string> {
  const dir = await temporaryFolder();
  await writeSchemas(join(dir, 'schemas'), schemas);
  const path = join(dir, 'cdp.config.json');
  await writeFile(path, JSON.stringify({ sources: { web: {} }, schemas: './schemas', ...config }));
  return path;
}

export async function writeSchemas(dir: string, schemas: readonly EventSchema[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const schema of schemas) {
    await writeFile(join(dir, `${schema.$id}.schema.json`), JSON.stringify(schema, undefined, 2));
  }
}
