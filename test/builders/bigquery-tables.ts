import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBResult } from '@duckdb/node-api';
import type { Field, LoadConfiguration } from './bigquery-load-job.ts';
import { Refusal } from './google-reply.ts';

interface Table {
  fields: Field[];
  /** The partition column, empty where there is none. */
  partition: string;
  cluster: string;
}

/** What tables.insert and tables.patch say of a table. */
export interface TableResource {
  schema?: { fields: Field[] };
  clustering?: { fields: string[] };
  timePartitioning?: { field: string };
}

const duckDbTypes: Readonly<Record<string, string>> = {
  STRING: 'VARCHAR',
  INT64: 'BIGINT',
  FLOAT64: 'DOUBLE',
  BOOL: 'BOOLEAN',
  TIMESTAMP: 'TIMESTAMPTZ',
  DATE: 'DATE',
  JSON: 'JSON',
};

const columnType = ({ type, mode }: Field): string =>
  `${duckDbTypes[type]}${mode === 'REPEATED' ? '[]' : ''}`;

/** The tables of a dataset, which a load changes as BigQuery does: a partition at a time, and as a whole or not at all. */
export class BigQueryTables {
  readonly #tables = new Map<string, Table>();
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  #turn: Promise<void> = Promise.resolve();

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(): Promise<BigQueryTables> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new BigQueryTables(instance, connection);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  query(sql: string): Promise<DuckDBResult> {
    return this.#connection.run(sql);
  }

  /** The columns of a table; `undefined` where there is none. */
  fields(table: string): readonly Field[] | undefined {
    return this.#tables.get(table)?.fields;
  }

  async create(table: string, { schema, clustering, timePartitioning }: TableResource) {
    const fields = schema?.fields ?? [];
    const columns = fields.map((field) => `"${field.name}" ${columnType(field)}`);
    await this.#connection.run(`CREATE TABLE "${table}" (${columns.join(', ')})`);
    const cluster = clustering?.fields.join() ?? '';
    this.#tables.set(table, { fields, partition: timePartitioning?.field ?? '', cluster });
  }

  /** Adds the columns that are new. Refuses what tables.patch would. */
  async widen(table: string, fields: Field[]): Promise<void> {
    const existing = this.#tables.get(table);
    for (const old of existing?.fields ?? []) {
      const field = fields.find(({ name }) => name === old.name);
      const why = field === undefined ? `Field ${old.name} is missing` : whyNotTheSame(field, old);
      if (why !== undefined)
        throw new Refusal(400, 'invalid', `Provided Schema does not match. ${why}`);
    }
    for (const field of fields.slice(existing?.fields.length)) {
      if (field.mode === 'REQUIRED')
        throw new Refusal(400, 'invalid', `Cannot add required fields (field: ${field.name})`);
      await this.#connection.run(
        `ALTER TABLE "${table}" ADD COLUMN "${field.name}" ${columnType(field)}`,
      );
    }
    if (existing !== undefined) this.#tables.set(table, { ...existing, fields });
  }

  async drop(table: string): Promise<void> {
    await this.#connection.run(`DROP TABLE "${table}"`);
    this.#tables.delete(table);
  }

  /** Loads take turns, for there is one connection. */
  replacePartition(
    table: string,
    day: string | undefined,
    load: LoadConfiguration,
    rows: readonly object[],
  ): Promise<void> {
    const turn = this.#turn.then(() => this.#replace(table, day, load, rows));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #replace(
    table: string,
    day: string | undefined,
    load: LoadConfiguration,
    rows: readonly object[],
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-bigquery-'));
    try {
      await this.#connection.run('BEGIN');
      for (const change of this.#changes(table, day, load)) await this.#connection.run(change);
      const partition = load.timePartitioning?.field ?? '';
      if (day !== undefined)
        await this.#connection.run(`DELETE FROM "${table}" WHERE "${partition}" = '${day}'`);
      const file = join(folder, 'rows.ndjson');
      await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      await this.#connection.run(insert(table, load.schema.fields, file));
      await this.#connection.run('COMMIT');
      this.#tables.set(table, { fields: load.schema.fields, partition, cluster: clusterOf(load) });
    } catch (error) {
      await this.#connection.run('ROLLBACK');
      throw error;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** The statements that make or widen the table. Throws where a load may not change it so. */
  #changes(table: string, day: string | undefined, load: LoadConfiguration): string[] {
    const { fields } = load.schema;
    const existing = this.#tables.get(table);
    const columns = fields.map((field) => `"${field.name}" ${columnType(field)}`);
    if (existing === undefined) return [`CREATE TABLE "${table}" (${columns.join(', ')})`];
    const partition = load.timePartitioning?.field ?? '';
    if (existing.partition !== partition || existing.cluster !== clusterOf(load))
      throw new Refusal(400, 'invalid', 'Incompatible table partitioning specification.');
    // Whoever truncates the table as a whole says what it is.
    if (day === undefined) return [`CREATE OR REPLACE TABLE "${table}" (${columns.join(', ')})`];
    const changes: string[] = [];
    for (const field of fields) {
      const old = existing.fields.find(({ name }) => name === field.name);
      const why = old === undefined ? whyNotAdded(field, load) : whyNotTheSame(field, old);
      if (why !== undefined)
        throw new Refusal(
          400,
          'invalid',
          `Provided Schema does not match Table ${load.destinationTable.datasetId}.${table}. ${why}`,
        );
      if (old === undefined)
        changes.push(`ALTER TABLE "${table}" ADD COLUMN "${field.name}" ${columnType(field)}`);
    }
    return changes;
  }
}

const clusterOf = (load: LoadConfiguration): string => load.clustering?.fields.join() ?? '';

function insert(table: string, fields: readonly Field[], file: string): string {
  const columns = fields.map((field) => `"${field.name}": '${columnType(field)}'`);
  return `INSERT INTO "${table}" BY NAME SELECT * FROM read_json('${file}',
    format = 'newline_delimited', auto_detect = false, columns = {${columns.join(', ')}})`;
}

const whyNotAdded = ({ name, mode }: Field, load: LoadConfiguration): string | undefined =>
  mode !== 'REQUIRED' && load.schemaUpdateOptions?.includes('ALLOW_FIELD_ADDITION')
    ? undefined
    : `Cannot add fields (field: ${name})`;

function whyNotTheSame({ name, type, mode }: Field, old: Field): string | undefined {
  if (old.type !== type) return `Field ${name} has changed type from ${old.type} to ${type}`;
  if (old.mode !== mode) return `Field ${name} has changed mode from ${old.mode} to ${mode}`;
  return undefined;
}
