import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningEmulators } from '../adapters/emulators/start-emulators.ts';

/** Where the emulators of a data folder are, for other processes on it. */
export interface EmulatorPlace {
  pid: number;
  firestoreHost: string;
  pubsubHost: string;
  projectId: string;
}

export const placeOn = ({
  firestoreHost,
  pubsubHost,
  projectId,
}: RunningEmulators): EmulatorPlace => ({
  pid: process.pid,
  firestoreHost,
  pubsubHost,
  // The functions' own variable goes first, as it does for them.
  projectId: process.env['GOOGLE_CLOUD_PROJECT'] ?? projectId,
});

/** The functions and the clients find the emulators as they would find Google Cloud: by the environment. */
export function setEnvironment(
  { firestoreHost, pubsubHost, projectId }: EmulatorPlace,
  configPath: string,
): void {
  process.env['FIRESTORE_EMULATOR_HOST'] = firestoreHost;
  process.env['PUBSUB_EMULATOR_HOST'] = pubsubHost;
  process.env['GOOGLE_CLOUD_PROJECT'] = projectId;
  process.env['CDP_CONFIG'] = configPath;
}

const placeFile = (dir: string): string => join(dir, 'emulators.json');

export async function announce(dir: string, place: EmulatorPlace): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(placeFile(dir), JSON.stringify(place));
}

/** Where another living process hosts the platform of a folder. */
export async function placeOf(dir: string): Promise<EmulatorPlace | undefined> {
  const text = await readFile(placeFile(dir), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const place = JSON.parse(text) as EmulatorPlace;
  try {
    process.kill(place.pid, 0);
    return place.pid === process.pid ? undefined : place;
  } catch {
    return undefined;
  }
}

export const forget = (dir: string): Promise<void> => rm(placeFile(dir), { force: true });
