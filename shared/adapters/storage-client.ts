import { Storage } from '@google-cloud/storage';

export interface StorageOptions {
  projectId: string;
  /** Where Cloud Storage's API is, if not at its public address. */
  storageEndpoint?: string;
}

/** Credentials never travel in clear text; whoever listens on a plain HTTP endpoint is on this machine and asks for none. */
export const isPlain = (endpoint: string | undefined): boolean =>
  endpoint?.startsWith('http:') ?? false;

export function storageClient({ projectId, storageEndpoint }: StorageOptions): Storage {
  if (storageEndpoint === undefined) return new Storage({ projectId });
  const storage = new Storage({
    projectId,
    apiEndpoint: storageEndpoint,
    useAuthWithCustomEndpoint: !isPlain(storageEndpoint),
  });
  // Where STORAGE_EMULATOR_HOST is set, the client takes it for the root of the JSON API, and for the host of everything else.
  storage.baseUrl = `${storageEndpoint}/storage/v1`;
  return storage;
}
