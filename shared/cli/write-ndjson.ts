import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CommandError } from './errors.ts';

const chunkLength = 65_536;

type Records = Iterable<unknown> | AsyncIterable<unknown>;

/** One JSON text a line, in chunks of some 64 KB, for a chunk costs more than a line. */
async function* chunksOf(records: Records): AsyncGenerator<string> {
  let chunk = '';
  for await (const record of records) {
    chunk += `${JSON.stringify(record)}\n`;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

const streamOf = (records: Records): Readable =>
  Readable.from(chunksOf(records), { objectMode: false });

const systemCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/**
 * Writes records to a file, line by line; compresses where its name ends in `.gz`. Reads no faster than the disk writes.
 * @throws CommandError where the file cannot be written.
 */
export async function writeNdjsonFile(file: string, records: Records): Promise<void> {
  const destination = createWriteStream(file);
  try {
    if (file.endsWith('.gz')) await pipeline(streamOf(records), createGzip(), destination);
    else await pipeline(streamOf(records), destination);
  } catch (cause) {
    if (systemCode(cause) === undefined) throw cause;
    throw new CommandError(
      `Cannot write ${file} (${systemCode(cause)}). Check that its folder exists, that you may write there, and that the disk has room.`,
      { cause },
    );
  }
}

/**
 * Writes records to a stream that stays open, such as standard output, no faster than it is read.
 * A reader that has seen enough and goes away, as `head` does, is no error.
 * @returns whether all were written.
 */
export async function writeNdjsonStream(
  destination: NodeJS.WritableStream,
  records: Records,
): Promise<boolean> {
  try {
    await pipeline(streamOf(records), destination, { end: false });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EPIPE') return false;
    throw error;
  }
}
