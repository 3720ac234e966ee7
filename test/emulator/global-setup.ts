import type { TestProject } from 'vitest/node';
import { startEmulators } from '../../shared/adapters/emulators/start-emulators.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the emulators of the run listen; absent where there are none. */
    emulators: { firestoreHost: string; pubsubHost: string } | undefined;
  }
}

/** Starts one emulator pair for the run. With `REQUIRE_EMULATORS=1`, a machine without them fails the run. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const emulators = await startEmulators();
  if (!emulators.found) {
    if (process.env['REQUIRE_EMULATORS'] === '1') {
      throw new Error(`REQUIRE_EMULATORS is set, but: ${emulators.reason}`);
    }
    console.warn(
      `\nSKIPPED: the emulator suites (test/emulator) do not run. ${emulators.reason}\n`,
    );
    project.provide('emulators', undefined);
    return undefined;
  }
  const { firestoreHost, pubsubHost } = emulators;
  project.provide('emulators', { firestoreHost, pubsubHost });
  return emulators.stop;
}
