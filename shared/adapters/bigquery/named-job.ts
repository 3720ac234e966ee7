import { createHash } from 'node:crypto';
import type { BigQuery, Job } from '@google-cloud/bigquery';
import { type BigQueryError, codeOf } from './load-error.ts';

/** The part of a job's resource that matters here; the client leaves it untyped. */
export interface JobMetadata {
  configuration?: { load?: { sourceUris?: string[] } };
  status?: { errorResult?: BigQueryError; errors?: BigQueryError[] };
  statistics?: { endTime?: string };
}

/** A job's id: what it is, and a hash of what makes it the job that it is. */
export const jobIdOf = (name: string, seed: string): string =>
  `tributary_${name}_${createHash('sha256').update(seed).digest('hex').slice(0, 32)}`;

/** Starts a job, or finds the one that has its id already. Throws what the API replies otherwise. */
export async function startOrFind(
  bigQuery: BigQuery,
  jobId: string,
  configuration: object,
): Promise<{ job: Job; found: boolean }> {
  try {
    const [job] = await bigQuery.createJob({ jobId, configuration });
    return { job, found: false };
  } catch (error) {
    if (codeOf(error) === 409) return { job: bigQuery.job(jobId), found: true };
    throw error;
  }
}

/** Waits for a job. @returns why it failed; empty where it did not. */
export async function failuresOf(job: Job): Promise<BigQueryError[]> {
  try {
    await job.promise();
    return [];
  } catch (error) {
    const { status } = job.metadata as JobMetadata;
    if (status?.errorResult === undefined) throw error;
    return [status.errorResult, ...(status.errors ?? [])];
  }
}
