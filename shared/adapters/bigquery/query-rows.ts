import type { BigQuery } from '@google-cloud/bigquery';
import type { Json, JsonObject } from '../../domain/json.ts';
import { exactDecimal, exactInteger, isoInstant, jsonNumber } from '../column-values.ts';

interface Field {
  name: string;
  type: string;
  mode?: string;
  /** Of a RECORD. */
  fields?: Field[];
}

/** A scalar is text; the items of a list and the columns of a record are cells. */
type CellValue = null | string | Cell[] | Row;

interface Cell {
  v: CellValue;
}

interface Row {
  f: Cell[];
}

/** The reply of jobs.getQueryResults. */
interface Page {
  jobComplete: boolean;
  schema?: { fields?: Field[] };
  rows?: Row[];
  pageToken?: string;
}

/**
 * The rows of a query job as JSON. They are read as the API sends them, for the client's own reading turns
 * 1969-12-31T23:59:59.999Z into 1970-01-01T00:00:00.999Z.
 */
export async function queryRows(
  client: BigQuery,
  job: { id: string; location: string },
): Promise<JsonObject[]> {
  const rows: JsonObject[] = [];
  let pageToken: string | undefined;
  for (;;) {
    const page = await resultPage(client, job, pageToken);
    const fields = page.schema?.fields ?? [];
    for (const row of page.rows ?? []) rows.push(rowToJson(row, fields));
    // The API answers after some seconds even if the query still runs.
    if (page.jobComplete && page.pageToken === undefined) return rows;
    pageToken = page.pageToken;
  }
}

const resultPage = (
  client: BigQuery,
  { id, location }: { id: string; location: string },
  pageToken: string | undefined,
): Promise<Page> =>
  new Promise((resolve, reject) => {
    const qs = {
      location,
      'formatOptions.useInt64Timestamp': true,
      ...(pageToken === undefined ? {} : { pageToken }),
    };
    client.request({ uri: `/queries/${id}`, qs }, (error, page: Page) =>
      error ? reject(error) : resolve(page),
    );
  });

const rowToJson = (row: Row, fields: readonly Field[]): JsonObject =>
  Object.fromEntries(
    fields.map((field, index) => [field.name, cellToJson(row.f[index]?.v ?? null, field)]),
  );

function cellToJson(value: CellValue, field: Field): Json {
  if (value === null) return null;
  if (typeof value === 'string') return scalarToJson(value, field.type);
  if (Array.isArray(value))
    return value.map((item) => cellToJson(item.v, { ...field, mode: 'NULLABLE' }));
  return rowToJson(value, field.fields ?? []);
}

function scalarToJson(text: string, type: string): Json {
  switch (type) {
    case 'INTEGER':
    case 'INT64':
      return exactInteger(text);
    case 'FLOAT':
    case 'FLOAT64':
      return jsonNumber(Number(text));
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return exactDecimal(text);
    case 'BOOLEAN':
    case 'BOOL':
      return text === 'true';
    case 'TIMESTAMP':
      return isoInstant(BigInt(text)) ?? text;
    case 'JSON':
      return JSON.parse(text) as Json;
    default:
      return text;
  }
}
