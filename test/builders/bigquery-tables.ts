import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBResult } from '@duckdb/node-api';
import type { Field, LoadConfiguration } from './bigquery-load-job.ts';
import { Refusal } from './google-reply.ts';

interface Table {
  fields: Field[];
  partition: string;
  cluster: string;
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

  async drop(table: string): Promise<void> {
    await this.#connection.run(`DROP TABLE "${table}"`);
    this.#tables.delete(table);
  }

  /** Loads take turns, for there is one connection. */
  replacePartition(
    table: string,
    day: string,
    load: LoadConfiguration,
    rows: readonly object[],
  ): Promise<void> {
    const turn = this.#turn.then(() => this.#replace(table, day, load, rows));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #replace(
    table: string,
    day: string,
    load: LoadConfiguration,
    rows: readonly object[],
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-bigquery-'));
    try {
      await this.#connection.run('BEGIN');
      for (const change of this.#changes(table, load)) await this.#connection.run(change);
      const partition = load.timePartitioning.field;
      await this.#connection.run(`DELETE FROM "${table}" WHERE "${partition}" = '${day}'`);
      const file = join(folder, 'rows.ndjson');
      await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      await this.#connection.run(insert(table, load.schema.fields, file));
      await this.#connection.run('COMMIT');
      const cluster = load.clustering.fields.join();
      this.#tables.set(table, { fields: load.schema.fields, partition, cluster });
    } catch (error) {
      await this.#connection.run('ROLLBACK');
      throw error;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** The statements that make or widen the table. Throws where a load may not change it so. */
  #changes(table: string, load: LoadConfiguration): string[] {
    const { fields } = load.schema;
    const existing = this.#tables.get(table);
    if (existing === undefined) {
      const columns = fields.map((field) => `"${field.name}" ${columnType(field)}`);
      return [`CREATE TABLE "${table}" (${columns.join(', ')})`];
    }
    const cluster = load.clustering.fields.join();
    if (existing.partition !== load.timePartitioning.field || existing.cluster !== cluster)
      throw new Refusal(400, 'invalid', 'Incompatible table partitioning specification.');
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
