import { readFile } from 'node:fs/promises';
import { isJsonObject } from '../../domain/json.ts';
import { CommandError } from '../errors.ts';
import { readLines } from '../ingest-lines.ts';

/** The bytes of a file that stands in for one event; `-` is standard input. @throws CommandError where it can't be read. */
export async function readCorrection(file: string): Promise<Buffer> {
  if (file === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }
  return readFile(file).catch((error: Error) => {
    throw new CommandError(`${file} can't be read: ${error.message}`);
  });
}

/** The corrections of a file: lines of `{"id": …, "event": …}`, by id. @throws CommandError naming the line that is none. */
export async function readCorrections(file: string): Promise<Map<string, Buffer>> {
  const corrections = new Map<string, Buffer>();
  let number = 0;
  for await (const line of readLines([file])) {
    number += 1;
    const correction = parsed(line);
    if (correction === undefined) {
      throw new CommandError(
        `${file}, line ${number}: it takes {"id": "ID of the quarantine", "event": {…}}. A file with one event alone goes with an ID: cdp quarantine replay ID --with ${file}`,
      );
    }
    corrections.set(correction.id, Buffer.from(JSON.stringify(correction.event)));
  }
  return corrections;
}

function parsed(line: Buffer): { id: string; event: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    if (!isJsonObject(value)) return undefined;
    const { id, event } = value;
    return typeof id === 'string' && event !== undefined ? { id, event } : undefined;
  } catch {
    return undefined;
  }
}
