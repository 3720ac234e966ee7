import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** An emulator that somebody else runs, or one that can be started. */
export type Emulator =
  | { state: 'running'; host: string }
  | {
      state: 'installed';
      /** The file it is started from. */
      path: string;
      /** What `java` is given before the emulator's own `--host` and `--port`. */
      program: string[];
    };

export type FoundEmulators =
  | { found: true; java?: string; firestore: Emulator; pubsub: Emulator }
  | { found: false; reason: string };

/** Where to look. The defaults are the process and its user. */
export interface SearchOptions {
  env?: NodeJS.ProcessEnv;
  home?: string;
  /** Folders that installers put the Google Cloud SDK in. */
  sdkRoots?: readonly string[];
}

/** The class is named because the jar of the SDK has no main manifest attribute; that of firebase-tools has the same class. */
const firestoreMain = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';

const install =
  'Install the Google Cloud SDK with both emulators (gcloud components install cloud-firestore-emulator pubsub-emulator, or the packages google-cloud-cli-firestore-emulator and google-cloud-cli-pubsub-emulator)';

/**
 * Finds each emulator: running, by its usual environment variable; in the Google Cloud SDK next to the `gcloud` on the PATH, or where installers
 * put it; or in the download cache of firebase-tools. Those that have to be started need a `java` that works.
 */
export async function findEmulators(options: SearchOptions = {}): Promise<FoundEmulators> {
  const { env = process.env, home = homedir(), sdkRoots = usualSdkRoots(home) } = options;
  const roots = sdksOf(env, sdkRoots);
  const cache = env['FIREBASE_EMULATORS_PATH'] ?? join(home, '.cache', 'firebase', 'emulators');
  const firestore = runningAt(env['FIRESTORE_EMULATOR_HOST']) ?? findFirestore(roots, cache);
  const pubsub = runningAt(env['PUBSUB_EMULATOR_HOST']) ?? findPubSub(roots, cache);
  if (firestore === undefined || pubsub === undefined) {
    const missing =
      firestore === undefined ? (pubsub ? ['Firestore'] : ['Firestore', 'Pub/Sub']) : ['Pub/Sub'];
    return { found: false, reason: `There is no emulator of ${missing.join(' or ')}. ${install}.` };
  }
  if (firestore.state === 'running' && pubsub.state === 'running') {
    return { found: true, firestore, pubsub };
  }
  return withJava(env, firestore, pubsub);
}

async function withJava(
  env: NodeJS.ProcessEnv,
  firestore: Emulator,
  pubsub: Emulator,
): Promise<FoundEmulators> {
  if (process.platform === 'win32') {
    const reason =
      'On Windows, run within "firebase emulators:exec", or set FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST to emulators that run.';
    return { found: false, reason };
  }
  const java = findJava(env);
  if (java === undefined) {
    const reason =
      'The emulators need Java: install a JRE of version 17 or later (the newest emulators want 21) and have "java" on the PATH.';
    return { found: false, reason };
  }
  try {
    // Some systems have a "java" that only says how to get one.
    await promisify(execFile)(java, ['-version'], { env });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      found: false,
      reason: `The emulators need Java, but ${java} does not work: ${message}`,
    };
  }
  return { found: true, java, firestore, pubsub };
}

const runningAt = (host: string | undefined): Emulator | undefined =>
  host === undefined || host === '' ? undefined : { state: 'running', host };

function findFirestore(roots: readonly string[], cache: string): Emulator | undefined {
  const candidates = [
    ...roots.map((root) =>
      join(root, 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar'),
    ),
    ...newest(cache, /^cloud-firestore-emulator-v[\d.]+\.jar$/),
  ];
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  return { state: 'installed', path, program: ['-cp', path, firestoreMain] };
}

function findPubSub(roots: readonly string[], cache: string): Emulator | undefined {
  const folders = [
    ...roots.map((root) => join(root, 'platform/pubsub-emulator/lib')),
    ...newest(cache, /^pubsub-emulator-[\d.]+$/).map((dir) => join(dir, 'pubsub-emulator/lib')),
  ];
  for (const folder of folders) {
    const [path] = newest(folder, /^cloud-pubsub-emulator-.*\.jar$/);
    if (path !== undefined) return { state: 'installed', path, program: ['-jar', path] };
  }
  return undefined;
}

/** The paths in a folder whose names match, the greatest version first; none where there is no such folder. */
function newest(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder)) return [];
  const byVersion = new Intl.Collator('en', { numeric: true });
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort((a, b) => byVersion.compare(b, a))
    .map((name) => join(folder, name));
}

/** The roots of Google Cloud SDKs, in the order to look into them. */
function sdksOf(env: NodeJS.ProcessEnv, usual: readonly string[]): string[] {
  const gcloud = onPath('gcloud', env);
  const beside = gcloud === undefined ? [] : [dirname(dirname(realpathSync(gcloud)))];
  const named = env['CLOUDSDK_ROOT_DIR'];
  return [...beside, ...(named === undefined ? [] : [named]), ...usual];
}

const usualSdkRoots = (home: string): string[] => [
  join(home, 'google-cloud-sdk'),
  '/usr/lib/google-cloud-sdk',
  '/usr/share/google-cloud-sdk',
  '/usr/local/share/google-cloud-sdk',
  '/opt/google-cloud-sdk',
  '/opt/homebrew/share/google-cloud-sdk',
  '/snap/google-cloud-cli/current',
];

function findJava(env: NodeJS.ProcessEnv): string | undefined {
  const home = env['JAVA_HOME'];
  const ofHome = home === undefined || home === '' ? undefined : join(home, 'bin', 'java');
  return ofHome !== undefined && isExecutable(ofHome) ? ofHome : onPath('java', env);
}

const onPath = (name: string, env: NodeJS.ProcessEnv): string | undefined =>
  (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
