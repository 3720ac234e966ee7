import type { BigQuery, Job, JobLoadMetadata } from '@google-cloud/bigquery';
import type { Column } from '../../ports/warehouse.ts';
import { codeOf, errorsOf, LoadError } from './load-error.ts';
import { failuresOf, type JobMetadata, jobIdOf, startOrFind } from './named-job.ts';

/** Staged rows, and where they belong. */
export interface TableLoad {
  dataset: string;
  table: string;
  columns: readonly Column[];
  cluster: readonly string[];
  /** The partition column, and its day as `YYYY-MM-DD`; absent where the table has no partitions. */
  partition?: { column: string; day: string };
  /** `gs://…` */
  sources: readonly string[];
  /** The checksum of the rows. */
  checksum: string;
}

/**
 * Makes the partition, or the table, hold the staged rows. Throws `LoadError` where BigQuery refuses them.
 *
 * The job's id is a function of table, day and rows: a retry meets the job of the first try (409), waits for it, and no
 * second load is made. An old job's success says nothing once the table has changed, for the partition may since have
 * had other rows; nor does an old failure. Then the load gets the next id, a function of the last and of that change.
 *
 * @returns the objects that the load took rows from or was given, none of which is needed any more.
 */
export async function loadTable(bigQuery: BigQuery, load: TableLoad): Promise<string[]> {
  let seed = load.checksum;
  for (;;) {
    const jobId = jobIdOf(nameOf(load), `${load.dataset}\n${seed}`);
    const { job, found } = await start(bigQuery, jobId, load);
    const errors = await failuresOf(job);
    if (!found) {
      if (errors.length > 0) throw new LoadError(placeOf(load, jobId), errors);
      return [...load.sources];
    }
    const changedAt = await lastChange(bigQuery, load);
    if (errors.length === 0 && changedAt !== undefined && changedAt <= endOf(job))
      return [...sourcesOf(job), ...load.sources];
    seed = `${jobId} ${changedAt}`;
  }
}

const compact = (day: string): string => day.replaceAll('-', '');

const nameOf = ({ table, partition }: TableLoad): string =>
  partition === undefined ? table : `${table}_${compact(partition.day)}`;

const placeOf = ({ dataset, table, partition, sources }: TableLoad, jobId: string) => ({
  destination: `${dataset}.${table}${partition === undefined ? '' : `, ${partition.day}`}`,
  jobId,
  source: sources.join(', '),
});

function configuration(bigQuery: BigQuery, load: TableLoad): JobLoadMetadata {
  const { dataset, table, partition, columns, cluster } = load;
  return {
    sourceUris: [...load.sources],
    sourceFormat: 'NEWLINE_DELIMITED_JSON',
    destinationTable: {
      projectId: bigQuery.projectId,
      datasetId: dataset,
      tableId: partition === undefined ? table : `${table}$${compact(partition.day)}`,
    },
    schema: { fields: columns.map((column) => ({ ...column })) },
    ...(partition && { timePartitioning: { type: 'DAY', field: partition.column } }),
    ...(cluster.length > 0 && { clustering: { fields: [...cluster] } }),
    createDisposition: 'CREATE_IF_NEEDED',
    writeDisposition: 'WRITE_TRUNCATE',
    // Of traits beyond those that a table may have columns for.
    ignoreUnknownValues: true,
    // An option of partitions alone: a table that is truncated as a whole takes the schema given.
    ...(partition && { schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'] }),
  };
}

async function start(bigQuery: BigQuery, jobId: string, load: TableLoad) {
  try {
    return await startOrFind(bigQuery, jobId, { load: configuration(bigQuery, load) });
  } catch (error) {
    const errors = errorsOf(error);
    if (errors.length === 0) throw error;
    throw new LoadError(placeOf(load, jobId), errors, { cause: error });
  }
}

/** When the table last changed, in milliseconds since 1970; `undefined` where there is no table. */
async function lastChange(
  bigQuery: BigQuery,
  { dataset, table }: TableLoad,
): Promise<number | undefined> {
  try {
    const [metadata] = await bigQuery.dataset(dataset).table(table).getMetadata();
    return Number(metadata.lastModifiedTime);
  } catch (error) {
    if (codeOf(error) === 404) return undefined;
    throw error;
  }
}

/** When a finished job ended, in milliseconds since 1970. */
const endOf = (job: Job): number => Number((job.metadata as JobMetadata).statistics?.endTime);

const sourcesOf = (job: Job): string[] =>
  (job.metadata as JobMetadata).configuration?.load?.sourceUris ?? [];
