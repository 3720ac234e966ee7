import type { TableSchema } from '../../../schemas/warehouse/tables.ts';
import type { Column } from '../../ports/warehouse.ts';
import { mergedColumns } from '../warehouse-rows.ts';

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

const files = (paths: readonly string[]): string =>
  `[${paths.map((path) => literal(escapePattern(path))).join(', ')}]`;

/** The files of a table, whatever their partitions. */
const filesOf = (directory: string): string =>
  literal(`${escapePattern(directory)}/*/part.parquet`);

/** The rows of files of newline-delimited JSON. What has no column there is left out. */
function readNdjson(columns: readonly Column[], paths: readonly string[]): string {
  const types = columns.map((column) => `${literal(column.name)}: ${literal(typeOf(column))}`);
  return `read_json(${files(paths)}, format = 'newline_delimited', auto_detect = false,
    columns = {${types.join(', ')}})`;
}

const toParquet = (select: string, parquet: string): string =>
  `COPY (${select}) TO ${literal(parquet)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480, USE_TMP_FILE false)`;

/** Converts newline-delimited JSON to Parquet. Rows keep their order; small row groups bound the memory. */
export const copyToParquet = (
  columns: readonly Column[],
  ndjson: readonly string[],
  parquet: string,
): string =>
  toParquet(
    ndjson.length === 0 ? noRows(columns) : `SELECT * FROM ${readNdjson(columns, ndjson)}`,
    parquet,
  );

/** The columns with their types, and nothing in them. */
const noRows = (columns: readonly Column[]): string =>
  `SELECT ${columns.map((column) => `NULL::${typeOf(column)} AS ${identifier(column.name)}`).join(', ')} WHERE false`;

/** What becomes of a file of a table with a key when rows replace those that are not newer, and take away what is removed. */
export function mergeToParquet(
  { key = '', columns: own }: TableSchema,
  columns: readonly Column[],
  ndjson: readonly string[],
  existing: string,
  parquet: string,
): string {
  const given = `SELECT * FROM ${readNdjson(mergedColumns(columns), ndjson)}
    QUALIFY row_number() OVER (PARTITION BY ${identifier(key)} ORDER BY version DESC, is_removed) = 1`;
  // What the file lacks, for it is older than a column.
  return toParquet(
    `WITH given AS MATERIALIZED (SELECT ${identifier(key)}, max(version) AS version, bool_and(coalesce(is_removed, false)) AS is_removed
        FROM (${given}) GROUP BY 1),
      old AS (SELECT * FROM read_parquet(${files([existing])}))
    SELECT * FROM (
      ${noRows(own)}
      UNION ALL BY NAME
      SELECT old.* FROM old ANTI JOIN given
        ON given.${identifier(key)} = old.${identifier(key)} AND given.version >= old.version
      UNION ALL BY NAME
      SELECT fresh.* EXCLUDE is_removed FROM (${given}) fresh ANTI JOIN old
        ON old.${identifier(key)} = fresh.${identifier(key)} AND old.version > fresh.version
        WHERE NOT coalesce(fresh.is_removed, false)
    ) ORDER BY ${identifier(key)}`,
    parquet,
  );
}

/** The names of the columns that the files of a table have. */
export const columnsOfFiles = (directory: string): string =>
  `SELECT DISTINCT name FROM parquet_schema(${filesOf(directory)})`;

/**
 * The view of a table over its files. The branch without rows gives the columns their types where there is no file yet,
 * and where all files are older than a column.
 */
export function tableView(
  schema: TableSchema,
  name: string,
  directory: string,
  hasFiles: boolean,
): string {
  const columns = schema.columns.map((column) => {
    const of = identifier(column.name);
    const value = column.mode === 'REPEATED' ? `coalesce(${of}, [])` : of;
    return `${value}::${typeOf(column)} AS ${of}`;
  });
  const own = schema.columns.map((column) => identifier(column.name)).join(', ');
  const branches = [noRows(schema.columns)];
  if (hasFiles) {
    // By the day in the path a query of some days opens the files of those days alone.
    const partitions =
      schema.partition === undefined
        ? ''
        : `, hive_partitioning = true, hive_types = {${literal(schema.partition)}: DATE}`;
    branches.push(
      `SELECT * FROM read_parquet(${filesOf(directory)}, union_by_name = true${partitions})`,
    );
  }
  const traits = schema.traits === true ? `, * EXCLUDE (${own})` : '';
  return `CREATE TEMP VIEW ${identifier(name)} AS
    SELECT ${columns.join(', ')}${traits} FROM (${branches.join(' UNION ALL BY NAME ')})`;
}
