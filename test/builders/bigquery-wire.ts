import {
  DuckDBListValue,
  type DuckDBResult,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';

/** A column as the API describes it; a STRUCT has fields of its own. */
interface WireField {
  name: string;
  type: string;
  mode: 'NULLABLE' | 'REPEATED';
  fields?: WireField[];
}

type WireValue = null | string | { v: WireValue }[] | { f: { v: WireValue }[] };

/** A result in the form of jobs.query: every scalar is text. */
export interface WireResult {
  schema: { fields: WireField[] };
  rows: { f: { v: WireValue }[] }[];
}

const typeNames: Readonly<Partial<Record<DuckDBTypeId, string>>> = {
  [DuckDBTypeId.BOOLEAN]: 'BOOLEAN',
  [DuckDBTypeId.INTEGER]: 'INTEGER',
  [DuckDBTypeId.BIGINT]: 'INTEGER',
  [DuckDBTypeId.HUGEINT]: 'INTEGER',
  [DuckDBTypeId.DOUBLE]: 'FLOAT',
  [DuckDBTypeId.DECIMAL]: 'NUMERIC',
  [DuckDBTypeId.DATE]: 'DATE',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'TIMESTAMP',
  [DuckDBTypeId.VARCHAR]: 'STRING',
};

function field(name: string, type: DuckDBType): WireField {
  if (type.typeId === DuckDBTypeId.LIST)
    return { ...field(name, type.valueType), mode: 'REPEATED' };
  if (type.typeId === DuckDBTypeId.STRUCT) {
    const fields = type.entryNames.map((entry, index) =>
      field(entry, type.entryTypes[index] ?? type),
    );
    return { name, type: 'RECORD', mode: 'NULLABLE', fields };
  }
  const text = type.alias === 'JSON' ? 'JSON' : typeNames[type.typeId];
  if (text === undefined) throw new Error(`No BigQuery type for ${type}`);
  return { name, type: text, mode: 'NULLABLE' };
}

function value(item: DuckDBValue | undefined): WireValue {
  if (item === null || item === undefined) return null;
  if (item instanceof DuckDBListValue) return item.items.map((inner) => ({ v: value(inner) }));
  if (item instanceof DuckDBStructValue)
    return { f: Object.values(item.entries).map((inner) => ({ v: value(inner) })) };
  // `formatOptions.useInt64Timestamp`: microseconds.
  if (item instanceof DuckDBTimestampTZValue) return String(item.micros);
  return String(item);
}

export async function toWire(result: DuckDBResult): Promise<WireResult> {
  const names = result.deduplicatedColumnNames();
  const fields = result.columnTypes().map((type, index) => field(names[index] ?? '', type));
  const rows = (await result.getRows()).map((row) => ({
    f: row.map((item) => ({ v: value(item) })),
  }));
  return { schema: { fields }, rows };
}
