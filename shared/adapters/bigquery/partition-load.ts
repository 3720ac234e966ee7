import { createHash } from 'node:crypto';
import type { BigQuery, Job, JobLoadMetadata } from '@google-cloud/bigquery';
import type { TableSchema } from '../../../schemas/warehouse/tables.ts';
import { type BigQueryError, codeOf, errorsOf, LoadError } from './load-error.ts';

/** The part of a job's resource that matters here; the client leaves it untyped. */
interface JobMetadata {
  configuration?: { load?: { sourceUris?: string[] } };
  status?: { errorResult?: BigQueryError; errors?: BigQueryError[] };
  statistics?: { endTime?: string };
}

/** The staged rows of a partition, and where they belong. */
export interface PartitionLoad {
  dataset: string;
  schema: TableSchema;
  /** `YYYY-MM-DD` */
  day: string;
  /** `gs://…` */
  source: string;
  /** The checksum of the rows. */
  checksum: string;
}

/**
 * Makes the partition hold the staged rows. Throws `LoadError` where BigQuery refuses them.
 *
 * The job's id is a function of table, day and rows: a retry meets the job of the first try (409), waits for it, and no
 * second load is made. An old job's success says nothing once the table has changed, for the partition may since have
 * had other rows; nor does an old failure. Then the load gets the next id, a function of the last and of that change.
 *
 * @returns the objects that the load took rows from or was given, none of which is needed any more.
 */
export async function loadPartition(bigQuery: BigQuery, load: PartitionLoad): Promise<string[]> {
  let seed = load.checksum;
  for (;;) {
    const jobId = jobIdOf(load, seed);
    const { job, found } = await startOrFind(bigQuery, jobId, load);
    const errors = await outcome(job);
    if (!found) {
      if (errors.length > 0) throw new LoadError(placeOf(load, jobId), errors);
      return [load.source];
    }
    const changedAt = await lastChange(bigQuery, load);
    if (errors.length === 0 && changedAt !== undefined && changedAt <= endOf(job))
      return [...sourcesOf(job), load.source];
    seed = `${jobId} ${changedAt}`;
  }
}

const compact = (day: string): string => day.replaceAll('-', '');

function jobIdOf({ dataset, schema, day }: PartitionLoad, seed: string): string {
  const hash = createHash('sha256').update(`${dataset}\n${seed}`).digest('hex').slice(0, 32);
  return `tributary_${schema.name}_${compact(day)}_${hash}`;
}

const placeOf = ({ dataset, schema, day, source }: PartitionLoad, jobId: string) => ({
  destination: `${dataset}.${schema.name}, ${day}`,
  jobId,
  source,
});

function configuration(bigQuery: BigQuery, load: PartitionLoad): JobLoadMetadata {
  const { schema } = load;
  return {
    sourceUris: [load.source],
    sourceFormat: 'NEWLINE_DELIMITED_JSON',
    destinationTable: {
      projectId: bigQuery.projectId,
      datasetId: load.dataset,
      tableId: `${schema.name}$${compact(load.day)}`,
    },
    schema: { fields: schema.columns.map((column) => ({ ...column })) },
    timePartitioning: { type: 'DAY', field: schema.partition },
    clustering: { fields: [...schema.cluster] },
    createDisposition: 'CREATE_IF_NEEDED',
    writeDisposition: 'WRITE_TRUNCATE',
    schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'],
  };
}

/** Starts the job, or finds the one that has its id already. */
async function startOrFind(
  bigQuery: BigQuery,
  jobId: string,
  load: PartitionLoad,
): Promise<{ job: Job; found: boolean }> {
  try {
    const [job] = await bigQuery.createJob({
      jobId,
      configuration: { load: configuration(bigQuery, load) },
    });
    return { job, found: false };
  } catch (error) {
    if (codeOf(error) === 409) return { job: bigQuery.job(jobId), found: true };
    const errors = errorsOf(error);
    if (errors.length === 0) throw error;
    throw new LoadError(placeOf(load, jobId), errors, { cause: error });
  }
}

/** Waits for a job. @returns why it failed; empty where it did not. */
async function outcome(job: Job): Promise<BigQueryError[]> {
  try {
    await job.promise();
    return [];
  } catch (error) {
    const { status } = job.metadata as JobMetadata;
    if (status?.errorResult === undefined) throw error;
    return [status.errorResult, ...(status.errors ?? [])];
  }
}

/** When the table last changed, in milliseconds since 1970; `undefined` where there is no table. */
async function lastChange(
  bigQuery: BigQuery,
  { dataset, schema }: PartitionLoad,
): Promise<number | undefined> {
  try {
    const [table] = await bigQuery.dataset(dataset).table(schema.name).getMetadata();
    return Number(table.lastModifiedTime);
  } catch (error) {
    if (codeOf(error) === 404) return undefined;
    throw error;
  }
}

/** When a finished job ended, in milliseconds since 1970. */
const endOf = (job: Job): number => Number((job.metadata as JobMetadata).statistics?.endTime);

const sourcesOf = (job: Job): string[] =>
  (job.metadata as JobMetadata).configuration?.load?.sourceUris ?? [];
