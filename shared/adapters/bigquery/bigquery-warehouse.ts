import { randomUUID } from 'node:crypto';
import type { BigQuery } from '@google-cloud/bigquery';
import type { Storage } from '@google-cloud/storage';
import { tableSchema } from '../../../schemas/warehouse/tables.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Warehouse, WarehouseTable } from '../../ports/warehouse.ts';
import { storageClient } from '../storage-client.ts';
import { partitionBlocks, requireDay } from '../warehouse-rows.ts';
import { bigQueryClient, type GoogleClientOptions } from './google-clients.ts';
import { loadPartition } from './partition-load.ts';
import { queryRows } from './query-rows.ts';
import { uploadBlocks } from './staged-rows.ts';

export interface BigQueryWarehouseOptions extends GoogleClientOptions {
  dataset: string;
  /** Where rows are staged under `exports/`; in the dataset's location. */
  bucket: string;
}

/** Tables of a BigQuery dataset, filled by load jobs from Cloud Storage: they are free, atomic, and repeatable. */
export class BigQueryWarehouse implements Warehouse {
  readonly #options: BigQueryWarehouseOptions;
  #bigQuery: BigQuery | undefined;
  #storage: Storage | undefined;

  constructor(options: BigQueryWarehouseOptions) {
    this.#options = options;
  }

  async replacePartition(
    table: WarehouseTable,
    day: string,
    rows: AsyncIterable<JsonObject> | Iterable<JsonObject>,
  ): Promise<number> {
    requireDay(day);
    const schema = tableSchema(table);
    const { bucket, dataset } = this.#options;
    const staged = this.#bucket().file(`exports/${table}/${day}/${randomUUID()}.ndjson`);
    const blocks = partitionBlocks(schema, day, rows);
    const checksum = await uploadBlocks(staged, blocks);
    const source = `gs://${bucket}/${staged.name}`;
    const load = { dataset, schema, day, source, checksum };
    await this.#discard(await loadPartition(this.#client(), load));
    return blocks.count;
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

  /** Staged rows are personal data that no erasure would find; those of a failed load go with the bucket's lifecycle. */
  async #discard(sources: readonly string[]): Promise<void> {
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
