import type { Firestore } from '@google-cloud/firestore';
import {
  type RunningEmulators,
  startEmulators,
} from '../../../shared/adapters/emulators/start-emulators.ts';
import { connectFirestore } from '../../../shared/adapters/firestore/connect.ts';
import { connectPubSub } from '../../../shared/adapters/pubsub/connect.ts';
import { readTopology } from '../../../shared/adapters/pubsub/topology.ts';
import type { BuiltFunctions, RunningFunction } from '../built-functions.ts';
import { CalledFunction } from './called-function.ts';

export const projectId = 'demo-tributary-bench';

/** Not those that the environment knows, which hold what others have written, unless no others are installed. */
async function emulatorsOfItsOwn() {
  const { FIRESTORE_EMULATOR_HOST: _, PUBSUB_EMULATOR_HOST: __, ...env } = process.env;
  const own = await startEmulators({ env });
  return own.found ? own : startEmulators();
}

/** Both emulators, and on them the function `pipeline` and the tutorial's way, each in a process of its own, as they are deployed. */
export class Emulated {
  readonly firestore: Firestore;
  readonly pipeline: CalledFunction;
  readonly tutorial: CalledFunction;
  /** Keeps what the pipeline keeps, and decides nothing. */
  readonly keeper: CalledFunction;
  /** `host:port` */
  readonly firestoreHost: string;
  /** `host:port` */
  readonly pubsubHost: string;
  readonly #emulators: RunningEmulators;
  readonly #running: readonly RunningFunction[];

  private constructor(
    emulators: RunningEmulators,
    firestore: Firestore,
    pipeline: RunningFunction,
    tutorial: RunningFunction,
    keeper: RunningFunction,
  ) {
    this.#emulators = emulators;
    this.firestoreHost = emulators.firestoreHost;
    this.pubsubHost = emulators.pubsubHost;
    this.firestore = firestore;
    this.#running = [pipeline, tutorial, keeper];
    this.pipeline = new CalledFunction(pipeline.port);
    this.tutorial = new CalledFunction(tutorial.port);
    this.keeper = new CalledFunction(keeper.port);
  }

  static async open(built: BuiltFunctions): Promise<Emulated> {
    const emulators = await emulatorsOfItsOwn();
    if (!emulators.found) throw new Error(emulators.reason);
    Object.assign(process.env, {
      FIRESTORE_EMULATOR_HOST: emulators.firestoreHost,
      PUBSUB_EMULATOR_HOST: emulators.pubsubHost,
      GOOGLE_CLOUD_PROJECT: projectId,
      // Without it the clients look for a metadata server before their first call, and warn that there is none.
      METADATA_SERVER_DETECTION: 'none',
    });
    // Topics alone: what is published is accepted, and nobody keeps it.
    const pubsub = connectPubSub({ projectId });
    for (const { name } of readTopology().topics)
      await pubsub.topic(name).get({ autoCreate: true });
    await pubsub.close();
    const firestore = connectFirestore({ projectId });
    const pipeline = await built.start('pipeline');
    const tutorial = await built.start('tutorial');
    const keeper = await built.start('keeper');
    return new Emulated(emulators, firestore, pipeline, tutorial, keeper);
  }

  /** Empties Firestore, so that no measurement finds more there than another. */
  async clear(): Promise<void> {
    const documents = `emulator/v1/projects/${projectId}/databases/(default)/documents`;
    const url = `http://${this.#emulators.firestoreHost}/${documents}`;
    const { ok, status } = await fetch(url, { method: 'DELETE' });
    if (!ok) throw new Error(`The emulator of Firestore could not be emptied: ${status}.`);
  }

  async close(): Promise<void> {
    this.pipeline.close();
    this.tutorial.close();
    this.keeper.close();
    for (const running of this.#running) await running.stop();
    await this.firestore.terminate();
    await this.#emulators.stop();
  }
}
