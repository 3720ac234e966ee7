import { setTimeout } from 'node:timers/promises';
import type { PubSub } from '@google-cloud/pubsub';
import { exportAudienceChanges } from '../../functions/export/audience-changes.ts';
import { exportSnapshot } from '../../functions/export/export.ts';
import { type Swept, sweep } from '../../functions/sweep/sweep.ts';
import { EventLog } from '../adapters/embedded/event-log.ts';
import { startEmulators } from '../adapters/emulators/start-emulators.ts';
import { FirestoreLookupStore } from '../adapters/firestore/lookup-store.ts';
import { FirestoreProfileStore } from '../adapters/firestore/profile-store.ts';
import { connectPubSub } from '../adapters/pubsub/connect.ts';
import { dispatch } from '../adapters/pubsub/dispatcher.ts';
import { ensureTopology, subscriptionsFor } from '../adapters/pubsub/ensure-topology.ts';
import { PubSubPublisher } from '../adapters/pubsub/publisher.ts';
import { subscribe } from '../adapters/pubsub/subscriber.ts';
import {
  functionOf,
  readTopology,
  type SubscriptionTopology,
} from '../adapters/pubsub/topology.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import type { Tally } from '../domain/event/event.ts';
import type { QuarantineRecord } from '../domain/event/quarantine.ts';
import type { SourceBalance } from '../domain/event/reconciliation.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { Message, OutgoingMessage, Topic } from '../ports/event-bus.ts';
import type { LookupStore } from '../ports/lookup-store.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { type Deployment, deployment } from '../runtime/deployment.ts';
import { publishEffects, type Told } from '../runtime/effects.ts';
import { enrichmentSources } from '../runtime/enrichment-sources.ts';
import { compileRules, type Rules } from '../runtime/rules.ts';
import { ArchiveLedger } from './archive-ledger.ts';
import { quarantineRecords } from './archived-quarantine.ts';
import { deployedControl } from './deployed-control.ts';
import {
  announce,
  type EmulatorPlace,
  forget,
  placeOf,
  placeOn,
  setEnvironment,
} from './emulator-place.ts';
import { type FunctionServer, isServed, serveFunction } from './function-servers.ts';
import type { Passed, PassedBy, WatchOptions } from './passed.ts';
import type { ActivationControl, Listener, Platform, Progress } from './platform.ts';
import { watchTopics } from './watch-topics.ts';

export interface EmulatorOptions {
  config: TributaryConfig;
  /** Where the configuration is: the functions load it themselves, as deployed ones do. */
  configPath: string;
  /** The data folder: the archives and the warehouse. */
  dir: string;
  /** Told of what is tried again. */
  onError: (error: Error) => void;
  telemetry: Telemetry;
}

const pollMs = 50;
const dispatchConcurrency = 16;
const stages = 'separate';

/**
 * The platform on the real emulators: the functions as they are deployed, fed over HTTP from Pub/Sub, with profiles in Firestore. What Cloud
 * Storage and BigQuery do in production, two archives and the local warehouse do here. One process hosts it for a data folder;
 * others on the same folder join it.
 */
export class EmulatorPlatform implements Platform {
  readonly tellsOutcomes = true;
  readonly rules: Rules;
  readonly telemetry: Telemetry;
  readonly store: ProfileStore;
  readonly lookups: LookupStore;
  readonly sources: EnrichmentSources;
  readonly place: EmulatorPlace;
  readonly #options: EmulatorOptions;
  readonly #pubsub: PubSub;
  readonly #publisher: PubSubPublisher;
  readonly #events: EventLog;
  readonly #outcomes: EventLog;
  readonly #quarantined: EventLog;
  readonly #ledger: ArchiveLedger;
  readonly #published = new Set<string>();
  readonly #servers = new Map<string, Promise<FunctionServer>>();
  readonly #closers: (() => Promise<unknown>)[] = [];
  #warehouse: Promise<Warehouse> | undefined;
  #deployed: Promise<Deployment> | undefined;

  private constructor(options: EmulatorOptions, place: EmulatorPlace) {
    this.#options = options;
    this.place = place;
    this.telemetry = options.telemetry;
    this.rules = compileRules(options.config);
    this.store = new FirestoreProfileStore({ projectId: place.projectId });
    this.lookups = new FirestoreLookupStore({ projectId: place.projectId });
    this.sources = enrichmentSources(this.rules.enrichment, this.lookups);
    this.#pubsub = connectPubSub({ projectId: place.projectId });
    this.#publisher = new PubSubPublisher(this.#pubsub);
    const archive = (topic: Topic) => new EventLog(options.dir, Date.now, topic);
    this.#events = archive('events');
    this.#outcomes = archive('outcomes');
    this.#quarantined = archive('events-quarantined');
    this.#ledger = new ArchiveLedger(this.#events, this.#outcomes, this.rules.sources);
  }

  /** Joins the platform that another process hosts for this folder, or hosts it. @throws where there are no emulators to start, saying what to install. */
  static async open(options: EmulatorOptions): Promise<EmulatorPlatform> {
    const hosted = await placeOf(options.dir);
    if (hosted !== undefined) {
      setEnvironment(hosted, options.configPath);
      return new EmulatorPlatform(options, hosted);
    }
    const emulators = await startEmulators();
    if (!emulators.found) throw new Error(emulators.reason);
    const place = placeOn(emulators);
    setEnvironment(place, options.configPath);
    const platform = new EmulatorPlatform(options, place);
    platform.#closers.push(() => emulators.stop());
    try {
      await platform.#host();
      return platform;
    } catch (error) {
      await platform.close();
      throw error;
    }
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<string[]> {
    const ids = await this.#publisher.publish('events', messages);
    for (const id of ids) this.#published.add(id);
    return ids;
  }

  get environment(): Record<string, string> {
    return {
      FIRESTORE_EMULATOR_HOST: this.place.firestoreHost,
      PUBSUB_EMULATOR_HOST: this.place.pubsubHost,
      GOOGLE_CLOUD_PROJECT: this.place.projectId,
      // Without it the clients look for a metadata server before their first call, and warn that there is none.
      METADATA_SERVER_DETECTION: 'none',
    };
  }

  /** Until every message of this process is archived, and every arrival in the archive has an outcome. */
  async drain(onProgress: (progress: Progress) => void = () => {}): Promise<void> {
    for (;;) {
      await this.#ledger.refresh();
      if (this.#ledger.isSettled(this.#published)) return;
      onProgress(this.#ledger.progress());
      await setTimeout(pollMs);
    }
  }

  /** The functions run by themselves. */
  async run(signal: AbortSignal, _on: Listener): Promise<void> {
    await setTimeout(2 ** 31 - 1, undefined, { signal }).catch(() => undefined);
  }

  sweep(at = Date.now()): Promise<Swept> {
    return sweep(this.store, this.#publisher, this.rules, at);
  }

  tell(effects: Told): Promise<void> {
    return publishEffects(this.#publisher, effects);
  }

  async tally(): Promise<Tally> {
    await this.#ledger.refresh();
    return structuredClone(this.#ledger.tally());
  }

  async reconcile(): Promise<SourceBalance[]> {
    await this.#ledger.refresh();
    return this.#ledger.balance();
  }

  async *archive(positions: Map<string, number> = new Map()): AsyncGenerator<Message> {
    const known = new Set<string>();
    for await (const { messages, upTo } of this.#events.readAll(positions)) {
      for (const message of messages) {
        if (known.has(message.id)) continue;
        known.add(message.id);
        yield message;
      }
      for (const [segment, end] of upTo) positions.set(segment, end);
    }
  }

  async *quarantined(prefix = ''): AsyncGenerator<QuarantineRecord> {
    const records = await quarantineRecords(this.#quarantined, this.#outcomes);
    for (const record of records) if (record.id.startsWith(prefix)) yield record;
  }

  watch(options: WatchOptions): AsyncGenerator<Passed | PassedBy> {
    return watchTopics(this.#pubsub, this.store, this.rules, options);
  }

  /** As the functions have it: they run in a process with the same environment. */
  async activation(): Promise<ActivationControl> {
    this.#deployed ??= deployment();
    return deployedControl(await this.#deployed);
  }

  warehouse(): Promise<Warehouse> {
    this.#warehouse ??= this.#openWarehouse();
    return this.#warehouse;
  }

  async close(): Promise<void> {
    await (await this.#warehouse)?.close();
    // What was begun last goes first: dispatchers, functions, clients, emulators.
    await this.store.close();
    await this.lookups.close();
    for (const close of this.#closers.reverse()) await close();
    for (const log of [this.#events, this.#outcomes, this.#quarantined]) await log.close();
  }

  async #openWarehouse(): Promise<Warehouse> {
    const { DuckDbWarehouse } = await import('../adapters/embedded/duckdb-warehouse.ts');
    const views = this.#options.config.warehouse?.views ?? {};
    return new DuckDbWarehouse({ dir: this.#options.dir, views });
  }

  async #host(): Promise<void> {
    const topology = readTopology();
    this.#closers.push(() => this.#pubsub.close());
    await ensureTopology(this.#pubsub, topology, stages);
    for (const [subscription, log] of [
      ['archive-events', this.#events],
      ['archive-outcomes', this.#outcomes],
      ['archive-quarantined', this.#quarantined],
    ] as const) {
      this.#archive(subscription, log);
    }
    this.#exportOnRequest();
    for (const subscription of subscriptionsFor(topology, stages)) {
      if (isServed(functionOf(subscription))) await this.#feed(subscription);
    }
    await announce(this.#options.dir, this.place);
    this.#closers.push(() => forget(this.#options.dir));
  }

  /** What the function `export` does, but into the local warehouse. */
  #exportOnRequest(): void {
    const subscriber = subscribe({
      pubsub: this.#pubsub,
      subscription: 'export',
      concurrency: 1,
      handler: async (messages) => {
        for (const { publishTime } of messages) {
          const warehouse = await this.warehouse();
          await exportSnapshot(this.store, warehouse, publishTime.slice(0, 10), this.rules);
          const { deliveries } = (await this.activation()).activation;
          const now = Date.parse(publishTime);
          await exportAudienceChanges(deliveries, this.rules.destinations, warehouse, now);
        }
      },
      onError: this.#options.onError,
    });
    this.#closers.push(() => subscriber.close());
  }

  #archive(subscription: string, log: EventLog): void {
    const subscriber = subscribe({
      pubsub: this.#pubsub,
      subscription,
      concurrency: 200,
      handler: (messages) => log.keep(messages),
      onError: this.#options.onError,
    });
    this.#closers.push(() => subscriber.close());
  }

  /** Serves the function of a push subscription, and feeds it. */
  async #feed(subscription: SubscriptionTopology): Promise<void> {
    const server = await this.#serve(functionOf(subscription));
    const dispatcher = dispatch({
      pubsub: this.#pubsub,
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
