import { BigQuery } from '@google-cloud/bigquery';
import { Storage } from '@google-cloud/storage';

export interface GoogleClientOptions {
  projectId: string;
  location: string;
  /** Where BigQuery's API is, if not at its public address, for example `https://bigquery.europe-west1.rep.googleapis.com`. */
  apiEndpoint?: string;
  /** Where Cloud Storage's API is, if not at its public address. */
  storageEndpoint?: string;
}

/** Credentials never travel in clear text; whoever listens on a plain HTTP endpoint is on this machine and asks for none. */
const isPlain = (endpoint: string | undefined): boolean => endpoint?.startsWith('http:') ?? false;

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

export function storageClient({
  projectId,
  storageEndpoint,
}: Pick<GoogleClientOptions, 'projectId' | 'storageEndpoint'>): Storage {
  if (storageEndpoint === undefined) return new Storage({ projectId });
  return new Storage({
    projectId,
    apiEndpoint: storageEndpoint,
    useAuthWithCustomEndpoint: !isPlain(storageEndpoint),
  });
}
