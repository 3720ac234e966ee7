import colors from 'picocolors';
import type { Platform } from '../../local/platform.ts';
import { UsageError } from '../errors.ts';
import { note } from '../terminal.ts';
import { readCorrection, readCorrections } from './corrections.ts';
import { shortId } from './list-records.ts';
import type { Job } from './replay-records.ts';
import { recordOf, selectRecords } from './select-records.ts';

/** What the command line says of which records to replay. */
export interface Selection {
  rule?: string;
  source?: string;
  since?: number;
  all?: true;
  /** A file of corrections. */
  with?: string;
}

/** What is to be replayed: the records that are named or corrected, or else what the filters leave of those that are open. @throws UsageError */
export async function jobsOf(
  platform: Platform,
  ids: readonly string[],
  { with: file, all, ...filter }: Selection,
): Promise<readonly Job[] | AsyncIterable<Job>> {
  const isFiltered = all === true || Object.keys(filter).length > 0;
  const isNamed = ids.length > 0 || file !== undefined;
  if (isNamed && isFiltered) {
    throw new UsageError('IDs and corrections name what to replay: give no filter besides.');
  }
  if (isNamed) return namedJobs(platform, ids, file);
  if (isFiltered) return openJobs(platform, filter);
  throw new UsageError(
    'Say what to replay: IDs, or --rule, --source or --since, or --all that is open.',
  );
}

async function namedJobs(
  platform: Platform,
  ids: readonly string[],
  file: string | undefined,
): Promise<Job[]> {
  if (file !== undefined && ids.length > 1) {
    throw new UsageError(
      'One event has one correction: give one ID, or none and a file of {"id", "event"}.',
    );
  }
  const corrections = await correctionsOf(ids, file);
  const jobs: Job[] = [];
  for (const id of ids.length > 0 ? ids : corrections.keys()) {
    const record = await recordOf(platform, id);
    if (record.replayed === undefined) jobs.push({ record, with: corrections.get(id) });
    else note(colors.yellow(`${shortId(record)} was replayed already: it is left alone.`));
  }
  return jobs;
}

async function correctionsOf(
  [id]: readonly string[],
  file: string | undefined,
): Promise<Map<string, Buffer>> {
  if (file === undefined) return new Map();
  return id === undefined ? readCorrections(file) : new Map([[id, await readCorrection(file)]]);
}

async function* openJobs(
  platform: Platform,
  filter: Omit<Selection, 'all' | 'with'>,
): AsyncGenerator<Job> {
  for await (const record of selectRecords(platform, { ...filter, state: 'open' }))
    yield { record };
}
