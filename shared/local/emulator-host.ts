import type { PubSub } from '@google-cloud/pubsub';
import { onMessage } from '../../functions/export/on-message.ts';
import type { EventLog } from '../adapters/embedded/event-log.ts';
import { dispatch } from '../adapters/pubsub/dispatcher.ts';
import { ensureTopology, subscriptionsFor } from '../adapters/pubsub/ensure-topology.ts';
import { subscribe } from '../adapters/pubsub/subscriber.ts';
import {
  functionOf,
  readTopology,
  type SubscriptionTopology,
} from '../adapters/pubsub/topology.ts';
import type { MessageHandler, Publisher } from '../ports/event-bus.ts';
import { exporterOf } from './exporter-of.ts';
import { type FunctionServer, isServed, serveFunction } from './function-servers.ts';
import type { Platform } from './platform.ts';

export interface EmulatorHostOptions {
  pubsub: PubSub;
  /** Where the messages of each archiving subscription are kept. */
  archives: Readonly<Record<string, EventLog>>;
  /** Whose profiles and deliveries are exported on request, and into which warehouse. */
  platform: Platform;
  publisher: Publisher;
  /** Told of what is tried again. */
  onError: (error: Error) => void;
}

const dispatchConcurrency = 16;
const archiveConcurrency = 200;
const stages = 'separate';

/**
 * What a project does by itself, on the emulators: the functions as they are deployed, each behind its subscription; the archives that Pub/Sub
 * writes into a bucket; and exports, which BigQuery gets there and the local warehouse here.
 */
export class EmulatorHost {
  readonly #options: EmulatorHostOptions;
  readonly #servers = new Map<string, Promise<FunctionServer>>();
  readonly #closers: (() => Promise<unknown>)[] = [];

  constructor(options: EmulatorHostOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const topology = readTopology();
    await ensureTopology(this.#options.pubsub, topology, stages);
    for (const [subscription, log] of Object.entries(this.#options.archives)) {
      this.#subscribe(subscription, archiveConcurrency, (messages) => log.keep(messages));
    }
    this.#subscribe('export', 1, (messages) => this.#export(messages));
    for (const subscription of subscriptionsFor(topology, stages)) {
      if (isServed(functionOf(subscription))) await this.#feed(subscription);
    }
  }

  /** What was begun last goes first: dispatchers, functions, archives. */
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
    await this.#untilHeard();
  }

  /**
   * Until the emulator has heard that the streams are closed: an answer on their connection says so. From a connection that ends with the
   * last of them it learns nothing, takes the streams for alive, and gives each a message, that comes again only when its deadline has passed.
   */
  async #untilHeard(): Promise<void> {
    const subscription = this.#options.pubsub.subscription('export');
    // An emulator that has ended has no streams left.
    await subscription.getMetadata({ timeout: 1_000 }).catch(() => undefined);
  }

  #subscribe(subscription: string, concurrency: number, handler: MessageHandler): void {
    const { pubsub, onError } = this.#options;
    const subscriber = subscribe({ pubsub, subscription, concurrency, handler, onError });
    this.#closers.push(() => subscriber.close());
  }

  /** What the function `export` does, but into the local warehouse. */
  async #export(messages: Parameters<MessageHandler>[0]): Promise<void> {
    const exporter = await exporterOf(this.#options.platform);
    for (const message of messages) await onMessage(message, exporter, this.#options.publisher);
  }

  /** Serves the function of a push subscription, and feeds it. */
  async #feed(subscription: SubscriptionTopology): Promise<void> {
    const server = await this.#serve(functionOf(subscription));
    const dispatcher = dispatch({
      pubsub: this.#options.pubsub,
      subscription,
      url: server.url,
      concurrency: dispatchConcurrency,
      onError: this.#options.onError,
    });
    this.#closers.push(() => dispatcher.close());
  }

  /** A function may have several subscriptions, and one server. */
  #serve(name: string): Promise<FunctionServer> {
    const known = this.#servers.get(name);
    if (known !== undefined) return known;
    const serving = serveFunction(name);
    this.#servers.set(name, serving);
    this.#closers.push(async () => (await serving).close());
    return serving;
  }
}
