import type { TableSchema } from '../../schemas/warehouse/tables.ts';
import { traitColumnType, traitPrefix } from '../domain/export/trait-columns.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { Column } from '../ports/warehouse.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Refuses what is not a day: it becomes part of paths, object names and table decorators. */
export function requireDay(day: string): void {
  if (!isDay(day))
    throw new Error(`${JSON.stringify(day)} is not a day: write it as YYYY-MM-DD, in UTC`);
}

function fits(type: Column['type'], value: Json): boolean {
  switch (type) {
    case 'STRING':
      return typeof value === 'string';
    case 'INT64':
      return typeof value === 'string' ? /^-?\d{1,19}$/.test(value) : Number.isSafeInteger(value);
    case 'FLOAT64':
      return typeof value === 'number';
    case 'BOOL':
      return typeof value === 'boolean';
    case 'TIMESTAMP':
      return typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value));
    case 'DATE':
      return typeof value === 'string' && isDay(value);
    case 'JSON':
      return true;
    default:
      return type satisfies never;
  }
}

function checked(column: Column, value: Json | undefined): Json {
  if (column.mode === 'REPEATED') {
    const items = value ?? [];
    if (Array.isArray(items) && items.every((item) => item !== null && fits(column.type, item)))
      return items;
    throw new Error(`must be a list of ${column.type} without nulls`);
  }
  if (value === undefined || value === null) {
    if (column.mode === 'REQUIRED') throw new Error('is required');
    return null;
  }
  // The value itself stays out of the message: it may be personal, and messages end up in logs.
  if (!fits(column.type, value)) throw new Error(`must be ${column.type}`);
  return value;
}

/**
 * Half of a surrogate pair is valid in a JavaScript string and in its JSON, and nowhere in UTF-8: both warehouses would
 * refuse the whole file for it. Every escape is matched, so that an escaped backslash before `ud800` stays what it is.
 */
const wellFormed = (json: string): string =>
  json.includes('\\ud')
    ? json.replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (escaped) =>
        escaped.length === 6 ? '\ufffd' : escaped,
      )
    : json;

/** One line of newline-delimited JSON, without its end. */
export const ndjsonLine = (text: string): string => `${wellFormed(text)}\n`;

/**
 * A row of a table as a line of newline-delimited JSON, its keys in the order of the columns, those of traits behind them. The partition column may be
 * left out; where it is there, it must say the day. Of a row that is removed, the key and the version are enough. Throws where the row is not one of the
 * table.
 */
export function tableLine(schema: TableSchema, day: string | undefined, row: JsonObject): string {
  const line: JsonObject = {};
  const isRemoved = row['is_removed'] === true && schema.key !== undefined;
  for (const column of schema.columns) {
    const isPartition = column.name === schema.partition && day !== undefined;
    const value = row[column.name] ?? (isPartition ? day : undefined);
    if (isRemoved && value === undefined) continue;
    try {
      if (isPartition && value !== day) throw new Error(`must be ${day}, the day of the partition`);
      line[column.name] = checked(column, value);
    } catch (error) {
      throw new Error(`column ${column.name} ${error instanceof Error ? error.message : error}`);
    }
  }
  if (isRemoved) line['is_removed'] = true;
  for (const [name, value] of Object.entries(row)) {
    if (Object.hasOwn(line, name) || value === undefined) continue;
    if (!isTraitColumn(schema, name))
      throw new Error(
        `there is no column ${name}: add it to schemas/warehouse/${schema.name}.json`,
      );
    if (!fits(traitColumnType(name), value))
      throw new Error(`column ${name} must be ${traitColumnType(name)}`);
    line[name] = value;
  }
  return ndjsonLine(JSON.stringify(line));
}

/** Whether a name is of a column that a table may have beyond those of its schema. */
export const isTraitColumn = (schema: TableSchema, name: string): boolean =>
  schema.traits === true && name.startsWith(traitPrefix);
