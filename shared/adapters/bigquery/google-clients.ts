import { BigQuery } from '@google-cloud/bigquery';
import { isPlain, type StorageOptions } from '../storage-client.ts';

export interface GoogleClientOptions extends StorageOptions {
  location: string;
  /** Where BigQuery's API is, if not at its public address, for example `https://bigquery.europe-west1.rep.googleapis.com`. */
  apiEndpoint?: string;
}

export function bigQueryClient(options: GoogleClientOptions): BigQuery {
  const { projectId, location, apiEndpoint } = options;
  const client = new BigQuery({
    projectId,
    location,
    ...(apiEndpoint === undefined ? {} : { apiEndpoint }),
  });
  // This client looks for credentials even so, at last on the network, unless it has some.
  if (isPlain(apiEndpoint)) client.authClient.cachedCredential = client.authClient.fromAPIKey('-');
  return client;
}
