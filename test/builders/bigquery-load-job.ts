import { onlyKnown, Refusal } from './google-reply.ts';

export interface Field {
  name: string;
  type: string;
  mode: string;
  description?: string;
}

/** The part of `configuration.load` that exports use. */
export interface LoadConfiguration {
  sourceUris: string[];
  sourceFormat: string;
  destinationTable: { projectId: string; datasetId: string; tableId: string };
  schema: { fields: Field[] };
  timePartitioning?: { type: string; field: string };
  clustering?: { fields: string[] };
  createDisposition: string;
  writeDisposition: string;
  ignoreUnknownValues?: boolean;
  schemaUpdateOptions?: string[];
}

const known = [
  'sourceUris',
  'sourceFormat',
  'destinationTable',
  'schema',
  'timePartitioning',
  'clustering',
  'createDisposition',
  'writeDisposition',
  'ignoreUnknownValues',
  'schemaUpdateOptions',
];

const types = ['STRING', 'INT64', 'FLOAT64', 'BOOL', 'TIMESTAMP', 'DATE', 'JSON'];
const modes = ['NULLABLE', 'REQUIRED', 'REPEATED'];

const refuse = (message: string): never => {
  throw new Refusal(400, 'invalid', message);
};

const requireOneOf = (value: string, allowed: readonly string[], place: string): void => {
  if (!allowed.includes(value)) refuse(`Invalid value for ${place}: ${value}`);
};

/** Refuses a load that jobs.insert would refuse. @returns the table, and the day of its decorator where it has one. */
export function checkLoad(load: LoadConfiguration): { table: string; day: string | undefined } {
  onlyKnown(load, known, 'job.configuration.load');
  if (load.sourceUris.length === 0)
    refuse('Load configuration must specify at least one source URI');
  for (const uri of load.sourceUris)
    if (!/^gs:\/\/[^/]+\/.+/.test(uri)) refuse(`Invalid source URI ${uri}`);
  requireOneOf(load.sourceFormat, ['NEWLINE_DELIMITED_JSON'], 'sourceFormat');
  requireOneOf(load.createDisposition, ['CREATE_IF_NEEDED', 'CREATE_NEVER'], 'createDisposition');
  requireOneOf(load.writeDisposition, ['WRITE_TRUNCATE'], 'writeDisposition');
  for (const option of load.schemaUpdateOptions ?? [])
    requireOneOf(option, ['ALLOW_FIELD_ADDITION', 'ALLOW_FIELD_RELAXATION'], 'schemaUpdateOptions');
  checkFields(load.schema.fields, load.timePartitioning, load.clustering);
  const named = /^([A-Za-z0-9_]{1,1024})(?:\$(\d{4})(\d\d)(\d\d))?$/.exec(
    load.destinationTable.tableId,
  );
  const [, table = '', year, month, date] =
    named ?? refuse(`Invalid table ID "${load.destinationTable.tableId}".`);
  if (year === undefined && (load.schemaUpdateOptions ?? []).length > 0)
    refuse(
      'Schema update options should only be specified with WRITE_APPEND disposition, or with WRITE_TRUNCATE disposition on a table partition.',
    );
  if (year !== undefined && load.timePartitioning === undefined)
    refuse(`Cannot load into a partition of ${table}, which has none.`);
  return { table, day: year === undefined ? undefined : `${year}-${month}-${date}` };
}

/** Refuses columns that no table may have. */
export function checkFields(
  fields: readonly Field[],
  timePartitioning?: LoadConfiguration['timePartitioning'],
  clustering?: LoadConfiguration['clustering'],
): void {
  for (const field of fields) {
    onlyKnown(field, ['name', 'type', 'mode', 'description'], 'schema.fields');
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,299}$/.test(field.name))
      refuse(`Invalid field name "${field.name}".`);
    requireOneOf(field.type, types, `field ${field.name}`);
    requireOneOf(field.mode, modes, `field ${field.name}`);
  }
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  if (byName.size < fields.length) refuse('Duplicate field names, which differ in case at most.');
  if (timePartitioning !== undefined) {
    const { type, field } = timePartitioning;
    requireOneOf(type, ['DAY'], 'timePartitioning.type');
    requireOneOf(byName.get(field)?.type ?? '', ['DATE', 'TIMESTAMP'], 'partitioning');
  }
  const cluster = clustering?.fields ?? [];
  if (cluster.length > 4) refuse('Too many clustering fields.');
  for (const name of cluster)
    requireOneOf(byName.get(name)?.type ?? '', ['STRING', 'INT64', 'DATE', 'BOOL'], 'clustering');
}

/** The rows of a file. Throws, in the words of BigQuery, for the first that is not one of this schema and partition. */
export function checkRows(
  content: Buffer,
  load: LoadConfiguration,
  day: string | undefined,
): object[] {
  const rows: object[] = [];
  for (const [index, line] of content.toString('utf8').split('\n').entries()) {
    if (line === '') continue;
    const fail = (message: string): never =>
      refuse(
        `Error while reading data, error message: JSON parsing error in row ${index}: ${message}`,
      );
    const row = parseRow(line, fail);
    checkRow(row, load, fail);
    if (day !== undefined && row[load.timePartitioning?.field ?? ''] !== day)
      refuse(
        `Some rows belong to different partitions rather than destination partition ${load.destinationTable.tableId}`,
      );
    rows.push(row);
  }
  return rows;
}

type Fail = (message: string) => never;

function parseRow(line: string, fail: Fail): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return fail('Parser terminated before end of string');
  }
}

function checkRow(
  row: Record<string, unknown>,
  { schema: { fields }, ignoreUnknownValues }: LoadConfiguration,
  fail: Fail,
): void {
  const names = fields.map(({ name }) => name);
  for (const name of Object.keys(row))
    if (!names.includes(name) && ignoreUnknownValues !== true) fail(`No such field: ${name}.`);
  for (const { name, mode, type } of fields) {
    const value = row[name] ?? null;
    if (value === null && mode === 'REQUIRED') fail(`Missing required field: ${name}.`);
    if (value === null) continue;
    if (Array.isArray(value) !== (mode === 'REPEATED') && type !== 'JSON')
      fail(`Array specified for non-repeated field: ${name}.`);
    if (mode === 'REPEATED' && Array.isArray(value) && value.includes(null))
      fail(`Only optional fields can be set to NULL. Field: ${name}; Value: NULL`);
    if (!fits(value, type)) fail(`Could not convert value to ${type}. Field: ${name}`);
    if (type === 'TIMESTAMP' && Number.isNaN(Date.parse(String(value))))
      fail(`Couldn't convert value to timestamp: Could not parse '${value}' as a timestamp.`);
  }
}

/** Of the types that JSON has, too. BigQuery reads numbers and truth values from text as well. */
function fits(value: unknown, type: string): boolean {
  if (type === 'STRING') return typeof value === 'string' || Array.isArray(value);
  if (type === 'FLOAT64') return typeof value === 'number' || !Number.isNaN(Number(value));
  if (type === 'BOOL') return typeof value === 'boolean' || /^(true|false)$/i.test(String(value));
  return true;
}
