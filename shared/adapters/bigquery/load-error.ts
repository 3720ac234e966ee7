/** One error of a BigQuery job or reply. */
export interface BigQueryError {
  reason?: string | undefined;
  message?: string | undefined;
  location?: string | undefined;
}

const advice: Readonly<Record<string, string>> = {
  accessDenied:
    'Give the service account roles/bigquery.jobUser on the project, roles/bigquery.dataEditor on the dataset and roles/storage.objectUser on the bucket.',
  notFound:
    'Create the dataset and the bucket (terraform does) in one location, and check the names.',
  invalid:
    "Compare the table with its file in schemas/warehouse: a load adds columns, but changes no column's type or mode.",
  quotaExceeded: 'A table takes 1,500 loads a day: export less often.',
};

const print = ({ reason, message, location }: BigQueryError): string =>
  [reason, location, message].filter((part) => part !== undefined && part !== '').join(': ');

/** A load that BigQuery refused. The partition is as it was, and the rows are still where they were staged. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly errors: readonly BigQueryError[];

  constructor(
    place: { destination: string; jobId: string; source: string },
    errors: readonly BigQueryError[],
    options?: ErrorOptions,
  ) {
    const reasons = errors.map((error) => error.reason ?? '');
    const known = reasons.find((reason) => Object.hasOwn(advice, reason)) ?? '';
    const hint = advice[known] ?? 'Export again; where it persists, look the job up in BigQuery.';
    super(
      `BigQuery did not load ${place.destination} (job ${place.jobId}, rows in ${place.source}). ` +
        `${[...new Set(errors.map(print))].join('; ')}. ${hint}`,
      options,
    );
    this.errors = errors;
  }
}

/** The HTTP status of what a client threw, if it was a reply. */
export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** The reasons in what a client threw; empty where it was not a reply of the API. */
export const errorsOf = (error: unknown): BigQueryError[] =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
