import { type LookupRow, lookupKey, problemOfRow } from '../domain/enrichment/lookup-row.ts';
import { isJsonObject, type Json, type JsonObject, valueAt } from '../domain/json.ts';
import { CommandError } from './errors.ts';
import type { IngestLine } from './ingest-lines.ts';

/** Rows that are put together; of the largest size they are 4 MB. */
const packRows = 500;

export interface RowPack {
  rows: LookupRow[];
  /** Of the file. */
  bytes: number;
}

/** The rows of NDJSON lines, by the value at a path. @throws CommandError at the first line that is no row, with its number. */
export async function* packRowsOf(
  lines: AsyncIterable<IngestLine>,
  keyPath: string,
): AsyncGenerator<RowPack> {
  const path = keyPath.split('.');
  let pack: RowPack = { rows: [], bytes: 0 };
  let number = 0;
  for await (const line of lines) {
    number += 1;
    pack.rows.push(rowOf(line, path, number));
    pack.bytes += line.length + 1;
    if (pack.rows.length < packRows) continue;
    yield pack;
    pack = { rows: [], bytes: 0 };
  }
  if (pack.rows.length > 0) yield pack;
}

function rowOf(line: IngestLine, path: readonly string[], number: number): LookupRow {
  const wrong = (what: string) =>
    new CommandError(
      `Line ${number}: ${what}. The lines before it may be loaded already; loading the corrected file again does no harm.`,
    );
  const row = parsed(line);
  if (!isJsonObject(row)) throw wrong('this is no JSON object');
  const problem = problemOfRow(row);
  if (problem !== undefined) throw wrong(problem);
  const key = lookupKey(valueAt(row, path));
  if (key === undefined) {
    throw wrong(
      `there is no key at ${path.join('.')}: a text of up to 500 characters, or a number`,
    );
  }
  return { key, row: row as JsonObject };
}

function parsed(line: IngestLine): Json | undefined {
  try {
    return JSON.parse(line.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}
