import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/builders/temporary-folder.ts';
import { findEmulators } from './find-emulators.ts';

const sdkFirestore = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';
const sdkPubSub = 'platform/pubsub-emulator/lib/cloud-pubsub-emulator-0.8.20-all.jar';

let dir: string;
beforeEach(async () => {
  dir = await temporaryFolder();
});

const file = async (path: string, content = '') => {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
  return join(dir, path);
};

const program = async (path: string, script: string) =>
  chmod(await file(path, `#!/bin/sh\n${script}\n`), 0o755);

/** Nothing of the machine that the test runs on counts: only what the test has put into its folder. */
const find = (env: NodeJS.ProcessEnv = {}) =>
  findEmulators({ env: { PATH: join(dir, 'bin'), ...env }, home: join(dir, 'home'), sdkRoots: [] });

describe('emulators are found', () => {
  test('running, where the environment names both, and then no Java is needed', async () => {
    const env = { FIRESTORE_EMULATOR_HOST: 'localhost:1', PUBSUB_EMULATOR_HOST: 'localhost:2' };
    expect(await find(env)).toEqual({
      found: true,
      firestore: { state: 'running', host: 'localhost:1' },
      pubsub: { state: 'running', host: 'localhost:2' },
    });
  });

  test('in the SDK that the gcloud on the PATH is a link into', async () => {
    await program('bin/java', 'exit 0');
    await program('sdk/bin/gcloud', 'exit 1');
    await symlink(join(dir, 'sdk/bin/gcloud'), join(dir, 'bin/gcloud'));
    const [firestore, pubsub] = [await file(`sdk/${sdkFirestore}`), await file(`sdk/${sdkPubSub}`)];
    expect(await find()).toMatchObject({
      found: true,
      java: join(dir, 'bin/java'),
      firestore: { state: 'installed', path: firestore },
      pubsub: { state: 'installed', path: pubsub },
    });
  });

  test('in the SDK that CLOUDSDK_ROOT_DIR names, run by the Java of JAVA_HOME', async () => {
    await program('jdk/bin/java', 'exit 0');
    const [firestore, pubsub] = [await file(`sdk/${sdkFirestore}`), await file(`sdk/${sdkPubSub}`)];
    const env = { CLOUDSDK_ROOT_DIR: join(dir, 'sdk'), JAVA_HOME: join(dir, 'jdk') };
    expect(await find(env)).toMatchObject({
      java: join(dir, 'jdk/bin/java'),
      firestore: { path: firestore },
      pubsub: { path: pubsub },
    });
  });

  test('in the cache of firebase-tools, in their newest version', async () => {
    await program('bin/java', 'exit 0');
    const cache = 'home/.cache/firebase/emulators';
    await file(`${cache}/cloud-firestore-emulator-v1.9.0.jar`);
    await file(`${cache}/cloud-storage-rules-runtime-v1.1.3.jar`);
    const firestore = await file(`${cache}/cloud-firestore-emulator-v1.19.8.jar`);
    const lib = `${cache}/pubsub-emulator-0.8.14/pubsub-emulator/lib`;
    const pubsub = await file(`${lib}/cloud-pubsub-emulator-0.8.14-all.jar`);
    await file(`${cache}/pubsub-emulator-0.8.14.zip`);
    expect(await find()).toMatchObject({
      firestore: { path: firestore },
      pubsub: { path: pubsub, program: ['-jar', pubsub] },
    });
  });

  test('one running and the other installed', async () => {
    await program('bin/java', 'exit 0');
    const pubsub = await file(`sdk/${sdkPubSub}`);
    const env = { FIRESTORE_EMULATOR_HOST: 'localhost:1', CLOUDSDK_ROOT_DIR: join(dir, 'sdk') };
    expect(await find(env)).toMatchObject({
      firestore: { state: 'running', host: 'localhost:1' },
      pubsub: { state: 'installed', path: pubsub },
    });
  });
});

describe('where emulators are missing, the reason says what to install', () => {
  test('both', async () => {
    await program('bin/java', 'exit 0');
    expect(await find()).toMatchObject({
      found: false,
      reason: expect.stringContaining('no emulator of Firestore or Pub/Sub. Install the Google'),
    });
  });

  test('one of the two', async () => {
    await program('bin/java', 'exit 0');
    await file(`sdk/${sdkFirestore}`);
    expect(await find({ CLOUDSDK_ROOT_DIR: join(dir, 'sdk') })).toMatchObject({
      found: false,
      reason: expect.stringContaining('no emulator of Pub/Sub.'),
    });
  });

  test('Java', async () => {
    await file(`sdk/${sdkFirestore}`);
    await file(`sdk/${sdkPubSub}`);
    expect(await find({ CLOUDSDK_ROOT_DIR: join(dir, 'sdk') })).toMatchObject({
      found: false,
      reason: expect.stringContaining('need Java: install'),
    });
  });

  test('a Java that is only there to say how to get one', async () => {
    await program('bin/java', 'echo No Java runtime present >&2; exit 1');
    await file(`sdk/${sdkFirestore}`);
    await file(`sdk/${sdkPubSub}`);
    expect(await find({ CLOUDSDK_ROOT_DIR: join(dir, 'sdk') })).toMatchObject({
      found: false,
      reason: expect.stringContaining('No Java runtime present'),
    });
  });
});
