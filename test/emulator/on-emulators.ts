import { beforeAll, describe, inject, vi } from 'vitest';

/** What a suite needs of the emulators. */
export interface EmulatorContext {
  /** Its own, so that suites do not see each other's documents and topics. */
  projectId: string;
  firestoreHost: string;
  pubsubHost: string;
}

/** A suite on the emulators of the run, with their variables in the environment; skipped where there are none. */
export function onEmulators(name: string, suite: (context: EmulatorContext) => void): void {
  const emulators = inject('emulators');
  const projectId = `tributary-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${process.pid}`;
  const { firestoreHost = '', pubsubHost = '' } = emulators ?? {};
  describe.skipIf(emulators === undefined)(name, () => {
    beforeAll(() => {
      vi.stubEnv('FIRESTORE_EMULATOR_HOST', firestoreHost);
      vi.stubEnv('PUBSUB_EMULATOR_HOST', pubsubHost);
      vi.stubEnv('GOOGLE_CLOUD_PROJECT', projectId);
      // The plain clients would look for a metadata server before their first call, and warn that there is none.
      vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
      return () => vi.unstubAllEnvs();
    });
    suite({ projectId, firestoreHost, pubsubHost });
  });
}
