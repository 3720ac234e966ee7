import type { TableSchema } from '../../../schemas/warehouse/tables.ts';
import type { Column } from '../../ports/warehouse.ts';

const duckDbType: Readonly<Record<Column['type'], string>> = {
  STRING: 'VARCHAR',
  INT64: 'BIGINT',
  FLOAT64: 'DOUBLE',
  BOOL: 'BOOLEAN',
  TIMESTAMP: 'TIMESTAMPTZ',
  DATE: 'DATE',
  JSON: 'JSON',
};

const typeOf = (column: Column): string =>
  column.mode === 'REPEATED' ? `${duckDbType[column.type]}[]` : duckDbType[column.type];

/** A name in SQL. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A path in an argument of DuckDB that is a pattern. */
const escapePattern = (path: string): string => path.replace(/[[*?]/g, '[$&]');

/** Converts newline-delimited JSON to Parquet. Rows keep their order; small row groups bound the memory. */
export function copyToParquet(schema: TableSchema, ndjson: string, parquet: string): string {
  const columns = schema.columns.map(
    (column) => `${literal(column.name)}: ${literal(typeOf(column))}`,
  );
  return `COPY (
    SELECT * FROM read_json(${literal(escapePattern(ndjson))}, format = 'newline_delimited', auto_detect = false,
      columns = {${columns.join(', ')}})
  ) TO ${literal(parquet)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480, USE_TMP_FILE false)`;
}

/**
 * The view of a table over its files. The branch without rows gives the columns their types where there is no file yet,
 * and where all files are older than a column.
 */
export function tableView(schema: TableSchema, directory: string, hasFiles: boolean): string {
  const columns = schema.columns.map((column) => {
    const name = identifier(column.name);
    const value = column.mode === 'REPEATED' ? `coalesce(${name}, [])` : name;
    return `${value}::${typeOf(column)} AS ${name}`;
  });
  const noRows = schema.columns.map(
    (column) => `NULL::${typeOf(column)} AS ${identifier(column.name)}`,
  );
  const branches = [`SELECT ${noRows.join(', ')} WHERE false`];
  if (hasFiles) {
    const files = literal(`${escapePattern(directory)}/*/part.parquet`);
    // By the day in the path a query of some days opens the files of those days alone.
    branches.push(
      `SELECT * FROM read_parquet(${files}, union_by_name = true, hive_partitioning = true,
         hive_types = {${literal(schema.partition)}: DATE})`,
    );
  }
  return `CREATE TEMP VIEW ${identifier(schema.name)} AS
    SELECT ${columns.join(', ')} FROM (${branches.join(' UNION ALL BY NAME ')})`;
}
