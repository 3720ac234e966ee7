import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import colors from 'picocolors';
import type { SourceConfig } from '../domain/config/config.ts';
import { canonicalEvent } from '../domain/event/canonical-event.ts';
import { expandMessage } from '../domain/event/expand-message.ts';
import { Drafts } from '../domain/plan/drafts.ts';
import type { EventSchema } from '../domain/plan/event-schema.ts';
import { loadConfig } from '../runtime/load-config.ts';
import { schemaSuffix } from '../runtime/read-schemas.ts';
import { CommandError, UsageError } from './errors.ts';
import { readLines, totalBytes } from './ingest-lines.ts';
import type { CommonOptions } from './options.ts';
import { grouped, note, ProgressBar, print, printJson } from './terminal.ts';

interface InferOptions extends CommonOptions {
  event?: string;
  source?: string;
  out?: string;
}

/** Drafts a schema for each event of the files. */
export async function inferSchemas(files: string[], options: InferOptions): Promise<void> {
  const drafts = new Drafts(options.event);
  const { events, skipped } = await readInto(drafts, files, options);
  const schemas = drafts.schemas();
  if (schemas.length === 0) throw new CommandError(nothingFound(options, events));
  note(
    colors.dim(
      `${grouped(events)} events${skipped > 0 ? `, and ${grouped(skipped)} lines that are none` : ''}`,
    ),
  );
  if (options.out === undefined) printJson(schemas.length === 1 ? schemas[0] : schemas);
  else await writeDrafts(options.out, schemas, options);
}

const nothingFound = ({ event }: InferOptions, events: number): string =>
  event === undefined
    ? 'The files hold no track event, and no traits or properties of others.'
    : `None of ${grouped(events)} events is ${event}.`;

/** Takes every event that the platform would take. */
async function readInto(drafts: Drafts, files: string[], options: InferOptions) {
  const source = options.source ?? 'file';
  const sources = await sourcesFor(options);
  const total = await totalBytes(files);
  const bar = new ProgressBar('reading');
  let [events, skipped, bytes] = [0, 0, 0];
  const publishTime = new Date().toISOString();
  try {
    for await (const data of readLines(files)) {
      bytes += data.length + 1;
      bar.update(Math.min(bytes, total), total);
      const message = { id: 'file', data, attributes: { source }, publishTime };
      for (const arrival of expandMessage(message, sources)) {
        const { content } = arrival;
        const judged = 'event' in content ? canonicalEvent(content.event, arrival) : content;
        if ('event' in judged) {
          events += 1;
          drafts.add(judged.event);
        } else skipped += 1;
      }
    }
  } finally {
    bar.stop();
  }
  return { events, skipped };
}

async function sourcesFor({ source, config }: InferOptions): Promise<Record<string, SourceConfig>> {
  if (source === undefined) return { file: {} };
  const { sources } = await loadConfig(config);
  if (!Object.hasOwn(sources, source)) {
    throw new UsageError(
      `No source is named ${source}. Known are ${Object.keys(sources).join(', ')}.`,
    );
  }
  return { ...sources };
}

/** Writes each to a file of its own, and never over another. */
async function writeDrafts(
  out: string,
  schemas: EventSchema[],
  { json }: CommonOptions,
): Promise<void> {
  const paths = schemas.map(({ $id }) => join(out, `${$id}${schemaSuffix}`));
  const taken = paths.find((path) => existsSync(path));
  if (taken !== undefined) {
    throw new CommandError(`${taken} is there already: choose another --out, and compare.`);
  }
  await mkdir(out, { recursive: true });
  for (const [index, path] of paths.entries()) {
    await writeFile(path, `${JSON.stringify(schemas[index], undefined, 2)}\n`);
  }
  if (json) printJson({ files: paths });
  else for (const path of paths) print(path);
  note(colors.dim(`next: correct the drafts, then cdp schema check ${out}`));
}
