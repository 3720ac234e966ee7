import { Firestore } from '@google-cloud/firestore';

export interface FirestoreOptions {
  /** That of the environment where it is absent. */
  projectId?: string;
  /** `host:port` of an emulator; `FIRESTORE_EMULATOR_HOST` of the environment goes before it. */
  emulatorHost?: string;
}

/** A client of Firestore; it connects with its first call. */
export function connectFirestore(options: FirestoreOptions = {}): Firestore {
  const { projectId } = options;
  const emulatorHost = process.env['FIRESTORE_EMULATOR_HOST'] ?? options.emulatorHost;
  const settings = {
    ...(projectId !== undefined && { projectId }),
    ignoreUndefinedProperties: false,
  };
  if (emulatorHost === undefined) return new Firestore(settings);
  return new Firestore({
    ...settings,
    host: emulatorHost,
    ssl: false,
    // Without any credentials the client would look for a metadata server before its first call, and warn that there is none.
    credentials: { client_email: 'emulator', private_key: 'emulator' },
  });
}
