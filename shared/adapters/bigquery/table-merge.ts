import type { BigQuery, Table } from '@google-cloud/bigquery';
import { documentId } from '../../domain/digest.ts';
import type { Column } from '../../ports/warehouse.ts';
import { mergedColumns } from '../warehouse-rows.ts';
import { codeOf, LoadError } from './load-error.ts';
import { failuresOf, jobIdOf, startOrFind } from './named-job.ts';
import { loadTable } from './table-load.ts';

/** Staged rows, and the table that they move on. */
export interface TableMerge {
  /** What makes the merge the one that it is. */
  run: string;
  dataset: string;
  table: string;
  key: string;
  columns: readonly Column[];
  cluster: readonly string[];
  sources: readonly string[];
  checksum: string;
}

/** Rows of a crashed merge are personal data that no erasure would find: their table goes by itself. */
const stagingMs = 86_400_000;

/**
 * Loads the rows into a table of their own, merges that into the table by its key, and drops it. Every step has a name that follows from the run, or
 * may be done twice, so that a retry goes on where a crash left off. Throws `LoadError` where BigQuery refuses the rows.
 */
export async function mergeTable(bigQuery: BigQuery, merge: TableMerge): Promise<void> {
  const { dataset, table, run, checksum } = merge;
  const staging = bigQuery.dataset(dataset).table(`${table}__${documentId(run)}`);
  const name = String(staging.id);
  const columns = mergedColumns(merge.columns);
  await createTable(staging, {
    schema: { fields: columns.map((column) => ({ ...column })) },
    expirationTime: String(Date.now() + stagingMs),
  });
  await loadTable(bigQuery, { ...merge, table: name, columns, cluster: [] });
  await widen(bigQuery, merge);
  for (let seed = `${dataset}\n${table}\n${run}\n${checksum}`; ; ) {
    const jobId = jobIdOf(`merge_${table}`, seed);
    const { job, found } = await startOrFind(bigQuery, jobId, {
      query: {
        query: mergeSql(merge, name),
        useLegacySql: false,
        defaultDataset: { projectId: bigQuery.projectId, datasetId: dataset },
      },
    });
    const errors = await failuresOf(job);
    if (errors.length === 0) break;
    if (!found) {
      const place = { destination: `${dataset}.${table}`, jobId, source: `${dataset}.${name}` };
      throw new LoadError(place, errors);
    }
    seed = jobId;
  }
  await staging.delete({ ignoreNotFound: true });
}

async function createTable(table: Table, metadata: object): Promise<void> {
  try {
    await table.create(metadata);
  } catch (error) {
    if (codeOf(error) !== 409) throw error;
  }
}

/** Makes the table where there is none, and gives it the columns that are new, which no query may do in passing. */
async function widen(bigQuery: BigQuery, merge: TableMerge): Promise<void> {
  const table = bigQuery.dataset(merge.dataset).table(merge.table);
  const fields = merge.columns.map((column) => ({ ...column }));
  await createTable(table, {
    schema: { fields },
    ...(merge.cluster.length > 0 && { clustering: { fields: [...merge.cluster] } }),
  });
  const [metadata] = await table.getMetadata();
  const known: { name: string }[] = metadata.schema?.fields ?? [];
  const added = fields.filter(({ name }) => !known.some((field) => field.name === name));
  if (added.length === 0) return;
  await table.setMetadata({ schema: { fields: [...known, ...added] } });
}

/** The latest of the rows given for a key, in place of what is not newer. */
function mergeSql({ table, key, columns }: TableMerge, staging: string): string {
  const names = columns.map(({ name }) => `\`${name}\``);
  const isNewer = 'S.version >= T.version';
  return `MERGE INTO \`${table}\` T
    USING (SELECT * FROM \`${staging}\` WHERE TRUE
      QUALIFY ROW_NUMBER() OVER (PARTITION BY \`${key}\` ORDER BY version DESC, is_removed) = 1) S
    ON T.\`${key}\` = S.\`${key}\`
    WHEN MATCHED AND ${isNewer} AND S.is_removed THEN DELETE
    WHEN MATCHED AND ${isNewer} THEN UPDATE SET ${names.map((name) => `${name} = S.${name}`).join(', ')}
    WHEN NOT MATCHED AND S.is_removed IS NOT TRUE THEN
      INSERT (${names.join(', ')}) VALUES (${names.map((name) => `S.${name}`).join(', ')})`;
}
