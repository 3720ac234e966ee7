import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isJsonObject } from '../domain/json.ts';
import { CommandError } from './errors.ts';

/** One line of an NDJSON file: its bytes, without the line feed. */
export type IngestLine = Buffer;

/** Messages made of lines, to be published together. */
export interface Pack {
  messages: Buffer[];
  lines: number;
  bytes: number;
}

const newline = 10;
const messageLines = 100;
const messageBytes = 256 * 1024;
const packMessages = 50;

/** The lines of files, in order; `-` is standard input. Empty lines are no events. @throws CommandError where a file can't be read. */
export async function* readLines(files: readonly string[]): AsyncGenerator<IngestLine> {
  for (const file of files) {
    try {
      yield* linesOf(chunksOf(file));
    } catch (error) {
      throw new CommandError(`${file} can't be read: ${(error as Error).message}`);
    }
  }
}

/** The size of what is to be read, for a progress bar; of compressed files about what they inflate to. @throws CommandError where a file can't be read. */
export async function totalBytes(files: readonly string[]): Promise<number> {
  let total = 0;
  for (const file of files) {
    if (file === '-') continue;
    const { size } = await stat(file).catch((error: Error) => {
      throw new CommandError(`${file} can't be read: ${error.message}`);
    });
    total += size * (file.endsWith('.gz') ? 12 : 1);
  }
  return total;
}

function chunksOf(file: string): AsyncIterable<Buffer> {
  if (file === '-') return process.stdin;
  const bytes = createReadStream(file, { highWaterMark: 256 * 1024 });
  // An error of the file reaches the reader through the inflated stream.
  return file.endsWith('.gz') ? pipeline(bytes, createGunzip(), () => undefined) : bytes;
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<IngestLine> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(newline, from);
      if (end < 0) break;
      const part = chunk.subarray(from, end);
      const line = rest.length === 0 ? part : Buffer.concat([rest, part]);
      if (!isBlank(line)) yield line;
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    rest = rest.length === 0 ? chunk.subarray(from) : Buffer.concat([rest, chunk.subarray(from)]);
  }
  if (!isBlank(rest)) yield rest;
}

const isBlank = (line: Buffer): boolean =>
  line.length === 0 || line.toString('latin1').trim() === '';

/**
 * Packs lines into messages: an array of events each, since a message costs a kilobyte at least. A line that is no JSON travels
 * alone and as it is, so that it spoils no array and is kept to the byte.
 */
export async function* packLines(lines: AsyncIterable<IngestLine>): AsyncGenerator<Pack> {
  let pack: Pack = { messages: [], lines: 0, bytes: 0 };
  let array: Buffer[] = [];
  let arrayBytes = 0;
  const closeArray = () => {
    if (array.length > 0) pack.messages.push(arrayOf(array));
    array = [];
    arrayBytes = 0;
  };
  for await (const line of lines) {
    pack.lines += 1;
    pack.bytes += line.length + 1;
    if (isOneValue(line)) {
      array.push(line);
      arrayBytes += line.length;
      if (array.length === messageLines || arrayBytes >= messageBytes) closeArray();
    } else {
      pack.messages.push(line);
    }
    if (pack.messages.length >= packMessages) {
      yield pack;
      pack = { messages: [], lines: 0, bytes: 0 };
    }
  }
  closeArray();
  if (pack.messages.length > 0) yield pack;
}

/** Whether a line is JSON that is not itself several events. */
function isOneValue(line: Buffer): boolean {
  if (!isUtf8(line)) return false;
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return !Array.isArray(value) && !(isJsonObject(value) && Array.isArray(value['batch']));
  } catch {
    return false;
  }
}

function arrayOf(lines: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [];
  for (const [index, line] of lines.entries()) {
    parts.push(Buffer.from(index === 0 ? '[' : ','), line);
  }
  return Buffer.concat([...parts, Buffer.from(']')]);
}
