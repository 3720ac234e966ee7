import type { Firestore } from '@google-cloud/firestore';
import { cloudEvent } from '@google-cloud/functions-framework';
import {
  type RunningEmulators,
  startEmulators,
} from '../../../shared/adapters/emulators/start-emulators.ts';
import { connectFirestore } from '../../../shared/adapters/firestore/connect.ts';
import { connectPubSub } from '../../../shared/adapters/pubsub/connect.ts';
import { readTopology } from '../../../shared/adapters/pubsub/topology.ts';
import { profileStore } from '../../../shared/runtime/stores.ts';
import { CalledFunction } from './called-function.ts';
import { tutorial } from './tutorial.ts';

export const projectId = 'demo-tributary-bench';

/**
 * Both emulators, and on them, in this process, the function `pipeline` as it is deployed and the tutorial's way, over clients that are set up
 * alike. Whoever calls the functions is in this process, too: both pay for that.
 */
export class Emulated {
  readonly firestore: Firestore;
  readonly pipeline: CalledFunction;
  readonly tutorial: CalledFunction;
  /** `host:port` */
  readonly firestoreHost: string;
  /** `host:port` */
  readonly pubsubHost: string;
  readonly #emulators: RunningEmulators;

  private constructor(
    emulators: RunningEmulators,
    firestore: Firestore,
    pipeline: CalledFunction,
    tutorial: CalledFunction,
  ) {
    this.#emulators = emulators;
    this.firestoreHost = emulators.firestoreHost;
    this.pubsubHost = emulators.pubsubHost;
    this.firestore = firestore;
    this.pipeline = pipeline;
    this.tutorial = tutorial;
  }

  static async open(): Promise<Emulated> {
    const emulators = await startEmulators();
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
    for (const { name } of readTopology().topics) await pubsub.createTopic(name);
    await pubsub.close();
    const firestore = connectFirestore({ projectId });
    await import('../../../functions/pipeline/index.ts');
    cloudEvent('tutorial', tutorial(firestore));
    return new Emulated(
      emulators,
      firestore,
      await CalledFunction.serve('pipeline'),
      await CalledFunction.serve('tutorial'),
    );
  }

  /** Empties Firestore, so that no measurement finds more there than another. */
  async clear(): Promise<void> {
    const documents = `emulator/v1/projects/${projectId}/databases/(default)/documents`;
    const url = `http://${this.#emulators.firestoreHost}/${documents}`;
    const { ok, status } = await fetch(url, { method: 'DELETE' });
    if (!ok) throw new Error(`The emulator of Firestore could not be emptied: ${status}.`);
  }

  async close(): Promise<void> {
    await this.pipeline.close();
    await this.tutorial.close();
    await profileStore().close();
    await this.firestore.terminate();
    await this.#emulators.stop();
  }
}
