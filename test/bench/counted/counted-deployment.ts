import type { BuiltFunctions, FunctionName, RunningFunction } from '../built-functions.ts';
import { CalledFunction, type Delivery } from '../firestore/called-function.ts';
import type { Emulated } from '../firestore/emulated.ts';
import { type Counts, Tally } from './counts.ts';
import { GrpcTap } from './grpc-tap.ts';
import { publishedBy } from './operations-of-call.ts';

/** The functions that an event goes through; each but the first is fed by a topic that the one before publishes on. */
export type Way = readonly { name: FunctionName; topic: string }[];

export const composed: Way = [{ name: 'pipeline', topic: 'events' }];
export const tutorialWay: Way = [{ name: 'tutorial', topic: 'events' }];
export const separate: Way = [
  { name: 'validate', topic: 'events' },
  { name: 'enrich', topic: 'events-validated' },
  { name: 'merge', topic: 'events-enriched' },
];

interface Served {
  running: RunningFunction;
  called: CalledFunction;
}

/** The functions as they are deployed, each in a process of its own, with taps on all that they ask of Firestore and Pub/Sub. */
export class CountedDeployment {
  readonly #emulated: Emulated;
  readonly #built: BuiltFunctions;
  readonly #wire: Wire;
  readonly #served = new Map<FunctionName, Promise<Served>>();

  private constructor(emulated: Emulated, built: BuiltFunctions, wire: Wire) {
    this.#emulated = emulated;
    this.#built = built;
    this.#wire = wire;
  }

  static async open(emulated: Emulated, built: BuiltFunctions): Promise<CountedDeployment> {
    return new CountedDeployment(emulated, built, await tapped(emulated));
  }

  /** What it takes until all bursts of messages have gone all of a way, one burst after the other. Nothing is there before but what `known` left behind. */
  async count(
    way: Way,
    bursts: readonly (readonly Buffer[])[],
    known: readonly Buffer[] = [],
  ): Promise<Counts> {
    await this.#emulated.clear();
    await this.#go(way, known);
    this.#wire.tally.take();
    for (const burst of bursts) await this.#go(way, burst);
    return this.#wire.tally.take();
  }

  async close(): Promise<void> {
    for (const served of this.#served.values()) {
      const { running, called } = await served;
      called.close();
      await running.stop();
    }
    await this.#wire.close();
  }

  async #go(way: Way, messages: readonly Buffer[]): Promise<void> {
    const { tally, published } = this.#wire;
    published.set(
      'events',
      messages.map((data) => ({ data, attributes: { source: 'web' } })),
    );
    for (const { name, topic } of way) {
      const { called } = await this.#serve(name);
      const deliveries = published.get(topic) ?? [];
      published.delete(topic);
      await called.deliverAll(deliveries, (delivery) => tally.delivered(delivery));
    }
    published.clear();
  }

  #serve(name: FunctionName): Promise<Served> {
    const served = this.#served.get(name) ?? this.#start(name);
    this.#served.set(name, served);
    return served;
  }

  async #start(name: FunctionName): Promise<Served> {
    const running = await this.#built.start(name, this.#wire.env);
    return { running, called: new CalledFunction(running.port) };
  }
}

/** What goes to the emulators, and how to get there. */
interface Wire {
  tally: Tally;
  /** What was published since, by topic. */
  published: Map<string, Delivery[]>;
  env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

async function tapped({ firestoreHost, pubsubHost }: Emulated): Promise<Wire> {
  const tally = new Tally();
  const published: Wire['published'] = new Map();
  const firestore = await GrpcTap.open(firestoreHost, (call) => tally.called(call));
  const pubsub = await GrpcTap.open(pubsubHost, (call) => {
    const request = publishedBy(call);
    if (request === undefined) return;
    tally.published(request);
    published.set(request.topic, [...(published.get(request.topic) ?? []), ...request.messages]);
  });
  return {
    tally,
    published,
    env: { FIRESTORE_EMULATOR_HOST: firestore.host, PUBSUB_EMULATOR_HOST: pubsub.host },
    async close() {
      await firestore.close();
      await pubsub.close();
    },
  };
}
