import { checkFields, checkLoad, checkRows, type LoadConfiguration } from './bigquery-load-job.ts';
import type { BigQueryTables, TableResource } from './bigquery-tables.ts';
import { toWire, type WireResult } from './bigquery-wire.ts';
import {
  type GoogleReply,
  type GoogleRequest,
  jsonBody,
  onlyKnown,
  Refusal,
} from './google-reply.ts';
import type { LocalCloudStorage } from './local-cloud-storage.ts';

export interface JobError {
  reason: string;
  message: string;
}

interface Job {
  jobReference: { projectId: string; jobId: string; location: string };
  configuration: { load?: LoadConfiguration; query?: QueryConfiguration };
  status: { state: 'RUNNING' | 'DONE'; errorResult?: JobError; errors?: JobError[] };
  statistics: { startTime: string; endTime?: string };
}

interface QueryConfiguration {
  query: string;
  useLegacySql?: boolean;
  defaultDataset?: { datasetId: string };
}

interface InsertRequest {
  jobReference: Job['jobReference'];
  configuration: { load?: LoadConfiguration; query?: QueryConfiguration };
}

export interface LocalBigQueryOptions {
  projectId: string;
  dataset: string;
  location: string;
}

const notFound = (what: string): Refusal => new Refusal(404, 'notFound', `Not found: ${what}`);

/**
 * The calls of BigQuery's REST API that load and query, of one project and dataset, on DuckDB. Queries are what both
 * dialects have in common. A load is done when jobs.insert answers; clients learn of it from jobs.get, as ever.
 */
export class LocalBigQuery {
  /** The loads that were made, in order: the ids of their jobs. */
  readonly loads: string[] = [];
  /** What the next loads fail with, instead of being made. */
  readonly failures: JobError[] = [];
  /** How many further jobs.get answer that the job is still running. */
  runningReplies = 0;
  readonly #options: LocalBigQueryOptions;
  readonly #storage: LocalCloudStorage;
  readonly #tables: BigQueryTables;
  readonly #jobs = new Map<string, Job>();
  readonly #changes = new Map<string, number>();
  readonly #results = new Map<string, WireResult>();
  #lastTime = 0;

  constructor(options: LocalBigQueryOptions, storage: LocalCloudStorage, tables: BigQueryTables) {
    this.#options = options;
    this.#storage = storage;
    this.#tables = tables;
  }

  /** What somebody may do behind the exporter's back. */
  async dropTable(table: string): Promise<void> {
    await this.#tables.drop(table);
    this.#changes.delete(table);
  }

  /** Answers a request, or `undefined` where it is for another API. */
  async handle(request: GoogleRequest): Promise<GoogleReply | undefined> {
    const { method, path } = request;
    const [api, version, , project, collection, id, tables, table] = path;
    if (`${api}/${version}` !== 'bigquery/v2') return undefined;
    if (project !== this.#options.projectId) throw notFound(`Project ${project}`);
    switch (`${method} ${collection}`) {
      case 'POST jobs':
        return this.#insert(request);
      case 'GET jobs':
        return this.#job(request, id ?? '');
      case 'GET queries':
        return this.#page(request, id ?? '');
      case 'GET datasets':
        return tables === 'tables' ? this.#describe(id ?? '', table ?? '') : undefined;
      case 'POST datasets':
        return this.#create(request, id ?? '');
      case 'PATCH datasets':
        return this.#patch(request, id ?? '', table ?? '');
      case 'DELETE datasets':
        this.#describe(id ?? '', table ?? '');
        await this.dropTable(table ?? '');
        return { status: 204 };
      default:
        return undefined;
    }
  }

  async #insert(request: GoogleRequest): Promise<GoogleReply> {
    const { jobReference, configuration, ...others } = jsonBody<InsertRequest>(request);
    onlyKnown(others, [], 'job');
    onlyKnown(configuration, ['load', 'query'], 'job.configuration');
    const { projectId, jobId, location } = jobReference;
    if (projectId !== this.#options.projectId || !/^[A-Za-z0-9_-]{1,1024}$/.test(jobId))
      throw new Refusal(400, 'invalid', `Invalid job ID "${projectId}:${jobId}"`);
    if (this.#jobs.has(jobId) || this.#results.has(jobId))
      throw new Refusal(409, 'duplicate', `Already Exists: Job ${projectId}:${location}.${jobId}`);
    const { load, query } = configuration;
    if (load !== undefined) await this.#insertLoad(jobReference, load);
    else if (query !== undefined && /^\s*MERGE\b/.test(query.query))
      await this.#insertMerge(jobReference, query);
    else if (query !== undefined) await this.#insertQuery(jobReference, query);
    else throw new Refusal(400, 'required', 'Required parameter is missing');
    return { status: 200, body: { jobReference, configuration, status: { state: 'RUNNING' } } };
  }

  async #insertLoad(jobReference: Job['jobReference'], load: LoadConfiguration): Promise<void> {
    const { table, day } = checkLoad(load);
    this.#requireDataset(load.destinationTable.datasetId, jobReference.location);
    const startTime = String(this.#now());
    const job: Job = {
      jobReference,
      configuration: { load },
      status: { state: 'RUNNING' },
      statistics: { startTime },
    };
    this.#jobs.set(jobReference.jobId, job);
    await this.#run(job, table, async () => {
      const rows = load.sourceUris.flatMap((uri) => checkRows(this.#content(uri), load, day));
      await this.#tables.replacePartition(table, day, load, rows);
    });
  }

  /** One statement that changes a table. Its dialect is DuckDB's too, but for the quotes of names. */
  async #insertMerge(jobReference: Job['jobReference'], query: QueryConfiguration): Promise<void> {
    if (query.useLegacySql !== false) throw new Refusal(400, 'invalid', 'No legacy SQL here.');
    this.#requireDataset(query.defaultDataset?.datasetId ?? '', jobReference.location);
    const job: Job = {
      jobReference,
      configuration: { query },
      status: { state: 'RUNNING' },
      statistics: { startTime: String(this.#now()) },
    };
    this.#jobs.set(jobReference.jobId, job);
    const [, table = ''] = /^\s*MERGE INTO `(\w+)`/.exec(query.query) ?? [];
    await this.#run(job, table, async () => {
      await this.#tables.query(query.query.replaceAll('`', '"'));
    });
  }

  async #run(job: Job, table: string, work: () => Promise<void>): Promise<void> {
    let status: Job['status'] = { state: 'DONE' };
    try {
      const failure = this.failures.shift();
      if (failure !== undefined) throw new Refusal(400, failure.reason, failure.message);
      await work();
      this.#changes.set(table, this.#now());
      this.loads.push(job.jobReference.jobId);
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : 'invalid';
      const errorResult = { reason, message: error instanceof Error ? error.message : `${error}` };
      status = { state: 'DONE', errorResult, errors: [errorResult] };
    }
    job.status = status;
    job.statistics.endTime = String(this.#now());
  }

  #content(uri: string): Buffer {
    const content = this.#storage.read(uri);
    if (content === undefined) throw notFound(`URI ${uri}`);
    return content;
  }

  #job({ query }: GoogleRequest, jobId: string): GoogleReply {
    const job = this.#jobs.get(jobId);
    if (job === undefined || query.get('location') !== job.jobReference.location)
      throw notFound(`Job ${jobId}`);
    if (this.runningReplies === 0) return { status: 200, body: job };
    this.runningReplies -= 1;
    return { status: 200, body: { ...job, status: { state: 'RUNNING' } } };
  }

  async #insertQuery(
    { jobId, location }: Job['jobReference'],
    { query, useLegacySql, defaultDataset }: QueryConfiguration,
  ): Promise<void> {
    if (useLegacySql !== false) throw new Refusal(400, 'invalid', 'No legacy SQL here.');
    this.#requireDataset(defaultDataset?.datasetId ?? '', location);
    const result = await this.#tables.query(query).catch((error: unknown) => {
      throw new Refusal(400, 'invalidQuery', error instanceof Error ? error.message : `${error}`);
    });
    this.#results.set(jobId, await toWire(result));
  }

  /** Some rows a page, so that clients have to turn pages. */
  #page({ query }: GoogleRequest, jobId: string): GoogleReply {
    const result = this.#results.get(jobId);
    const { projectId, location } = this.#options;
    if (result === undefined || query.get('location') !== location) throw notFound(`Job ${jobId}`);
    if (query.get('formatOptions.useInt64Timestamp') !== 'true')
      throw new Refusal(400, 'invalid', 'Only integer timestamps here.');
    if (this.runningReplies > 0) {
      this.runningReplies -= 1;
      return { status: 200, body: { jobComplete: false } };
    }
    const start = Number(query.get('pageToken') ?? 0);
    const end = start + 100;
    const body = {
      jobReference: { projectId, jobId, location },
      jobComplete: true,
      schema: result.schema,
      totalRows: String(result.rows.length),
      rows: result.rows.slice(start, end),
      ...(end < result.rows.length ? { pageToken: String(end) } : {}),
    };
    return { status: 200, body };
  }

  #describe(dataset: string, table: string): GoogleReply {
    const change = this.#changes.get(table);
    if (dataset !== this.#options.dataset || change === undefined)
      throw notFound(`Table ${dataset}.${table}`);
    const body = {
      lastModifiedTime: String(change),
      schema: { fields: this.#tables.fields(table) ?? [] },
    };
    return { status: 200, body };
  }

  async #create(request: GoogleRequest, dataset: string): Promise<GoogleReply> {
    this.#requireDataset(dataset, this.#options.location);
    const { tableReference, ...table } = jsonBody<
      TableResource & { tableReference: { tableId: string } }
    >(request);
    const { tableId } = tableReference;
    if (this.#changes.has(tableId))
      throw new Refusal(409, 'duplicate', `Already Exists: Table ${dataset}.${tableId}`);
    checkFields(table.schema?.fields ?? []);
    await this.#tables.create(tableId, table);
    this.#changes.set(tableId, this.#now());
    return { status: 200, body: { tableReference } };
  }

  async #patch(request: GoogleRequest, dataset: string, table: string): Promise<GoogleReply> {
    this.#describe(dataset, table);
    const fields = jsonBody<TableResource>(request).schema?.fields ?? [];
    checkFields(fields);
    await this.#tables.widen(table, fields);
    this.#changes.set(table, this.#now());
    return this.#describe(dataset, table);
  }

  #requireDataset(dataset: string, location: string): void {
    if (dataset !== this.#options.dataset || location !== this.#options.location)
      throw notFound(`Dataset ${dataset} was not found in location ${location}`);
  }

  /** Milliseconds, and never the same twice. */
  #now(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }
}
