import { createHash, randomUUID } from 'node:crypto';
import type { BigQuery } from '@google-cloud/bigquery';
import type { Storage } from '@google-cloud/storage';
import { type TableSchema, tableSchema } from '../../../schemas/warehouse/tables.ts';
import { chosenColumns, defaultTraitColumns } from '../../domain/export/trait-columns.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Place, Rows, Staged, Warehouse, WarehouseTable } from '../../ports/warehouse.ts';
import { storageClient } from '../storage-client.ts';
import { isTraitColumn, requireDay } from '../table-line.ts';
import { allColumns, tableBlocks } from '../warehouse-rows.ts';
import { bigQueryClient, type GoogleClientOptions } from './google-clients.ts';
import { codeOf } from './load-error.ts';
import { queryRows } from './query-rows.ts';
import { uploadBlocks } from './staged-rows.ts';
import { loadTable, type TableLoad } from './table-load.ts';
import { mergeTable } from './table-merge.ts';

export interface BigQueryWarehouseOptions extends GoogleClientOptions {
  dataset: string;
  /** Where rows are staged under `exports/`; in the dataset's location. */
  bucket: string;
  /** How many columns of traits a table may get. */
  traitColumns?: number;
}

/** Tables of a BigQuery dataset, filled by load jobs from Cloud Storage: they are free, atomic, and repeatable. */
export class BigQueryWarehouse implements Warehouse {
  readonly #options: BigQueryWarehouseOptions;
  readonly #columnsAtMost: number;
  #bigQuery: BigQuery | undefined;
  #storage: Storage | undefined;

  constructor(options: BigQueryWarehouseOptions) {
    this.#options = options;
    this.#columnsAtMost = options.traitColumns ?? defaultTraitColumns;
  }

  async stage(run: string, { table, day }: Place, rows: Rows): Promise<Staged> {
    const schema = tableSchema(table);
    const { blocks, columns } = tableBlocks(schema, day, rows, this.#columnsAtMost);
    // Of a name of its own: a part that is delivered twice at once is staged twice, and one of them counts.
    const file = this.#bucket().file(`exports/${run}/${randomUUID()}.ndjson`);
    const checksum = await uploadBlocks(file, blocks);
    const source = `gs://${this.#options.bucket}/${file.name}`;
    return { source, rows: blocks.count, checksum, columns: columns() };
  }

  async replace(place: Place, staged: readonly Staged[]): Promise<void> {
    await this.#replace(place, staged);
  }

  async merge(run: string, place: Place, staged: readonly Staged[]): Promise<void> {
    const schema = tableSchema(place.table);
    if (schema.key === undefined) throw new Error(`${place.table} has no key to merge by`);
    if (staged.length === 0) return;
    await mergeTable(this.#client(), {
      ...(await this.#load(place, schema, staged)),
      run,
      key: schema.key,
    });
  }

  async discard(runs: string, except?: string): Promise<void> {
    const [files] = await this.#bucket().getFiles({ prefix: `exports/${runs}/` });
    for (const file of files) {
      if (except !== undefined && file.name.startsWith(`exports/${except}/`)) continue;
      await file.delete({ ignoreNotFound: true });
    }
  }

  async replacePartition(table: WarehouseTable, day: string, rows: Rows): Promise<number> {
    requireDay(day);
    const staged = await this.stage(`${table}/${day}`, { table, day }, rows);
    await this.#remove(await this.#replace({ table, day }, [staged]));
    return staged.rows;
  }

  /** One query in GoogleSQL. Tables without a dataset are those of the warehouse. */
  async query(sql: string): Promise<JsonObject[]> {
    const { projectId, dataset, location } = this.#options;
    const client = this.#client();
    const [job] = await client.createQueryJob({
      query: sql,
      location,
      defaultDataset: { projectId, datasetId: dataset },
    });
    if (job.id === undefined) throw new Error('BigQuery started the query without a job id');
    return queryRows(client, { id: job.id, location });
  }

  /** The clients speak HTTP and keep nothing open. */
  async close(): Promise<void> {
    this.#bigQuery = undefined;
    this.#storage = undefined;
  }

  async #replace(place: Place, staged: readonly Staged[]): Promise<string[]> {
    const schema = tableSchema(place.table);
    const { day = '' } = place;
    const load = await this.#load(place, schema, staged);
    if (schema.partition === undefined) return loadTable(this.#client(), load);
    requireDay(day);
    return loadTable(this.#client(), { ...load, partition: { column: schema.partition, day } });
  }

  async #load(
    { table, name = table }: Place,
    schema: TableSchema,
    staged: readonly Staged[],
  ): Promise<TableLoad> {
    const { dataset } = this.#options;
    const found = staged.flatMap(({ columns }) => columns);
    const known = schema.traits === true ? await this.#knownColumns(name, schema) : [];
    return {
      dataset,
      table: name,
      columns: allColumns(schema, chosenColumns(known, found, this.#columnsAtMost)),
      cluster: schema.cluster,
      sources: staged.map(({ source }) => source),
      checksum: checksumOf(staged),
    };
  }

  /** The columns of traits that a table has. */
  async #knownColumns(name: string, schema: TableSchema): Promise<string[]> {
    try {
      const [table] = await this.#client().dataset(this.#options.dataset).table(name).getMetadata();
      const fields: { name: string }[] = table.schema?.fields ?? [];
      return fields.map((field) => field.name).filter((field) => isTraitColumn(schema, field));
    } catch (error) {
      if (codeOf(error) === 404) return [];
      throw error;
    }
  }

  /** Staged rows are personal data that no erasure would find; those of a failed load go with the bucket's lifecycle. */
  async #remove(sources: readonly string[]): Promise<void> {
    const prefix = `gs://${this.#options.bucket}/`;
    for (const source of new Set(sources)) {
      if (source.startsWith(prefix))
        await this.#bucket().file(source.slice(prefix.length)).delete({ ignoreNotFound: true });
    }
  }

  #client(): BigQuery {
    this.#bigQuery ??= bigQueryClient(this.#options);
    return this.#bigQuery;
  }

  #bucket() {
    this.#storage ??= storageClient(this.#options);
    return this.#storage.bucket(this.#options.bucket);
  }
}

/** Of the rows of all parts, in the order of the parts; of one, it is its own. */
const checksumOf = (staged: readonly Staged[]): string =>
  staged.length === 1
    ? (staged[0]?.checksum ?? '')
    : createHash('sha256')
        .update(staged.map(({ checksum }) => checksum).join('\n'))
        .digest('hex');
