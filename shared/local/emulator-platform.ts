import { setTimeout } from 'node:timers/promises';
import type { PubSub } from '@google-cloud/pubsub';
import { type Swept, sweep } from '../../functions/sweep/sweep.ts';
import { EventLog } from '../adapters/embedded/event-log.ts';
import { LogArchive } from '../adapters/embedded/log-archive.ts';
import { startEmulators } from '../adapters/emulators/start-emulators.ts';
import { FirestoreExportStore } from '../adapters/firestore/export-store.ts';
import { FirestoreLookupStore } from '../adapters/firestore/lookup-store.ts';
import { FirestoreProfileStore } from '../adapters/firestore/profile-store.ts';
import { connectPubSub } from '../adapters/pubsub/connect.ts';
import { PubSubPublisher } from '../adapters/pubsub/publisher.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import type { Tally } from '../domain/event/event.ts';
import type { QuarantineRecord } from '../domain/event/quarantine.ts';
import type { SourceBalance } from '../domain/event/reconciliation.ts';
import type { Archive } from '../ports/archive.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { Message, OutgoingMessage, Topic } from '../ports/event-bus.ts';
import type { ExportStore } from '../ports/export-store.ts';
import type { LookupStore } from '../ports/lookup-store.ts';
import { messagesOf, type Period } from '../ports/message-archive.ts';
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
import { EmulatorHost } from './emulator-host.ts';
import {
  announce,
  type EmulatorPlace,
  forget,
  placeOf,
  placeOn,
  setEnvironment,
} from './emulator-place.ts';
import type { Passed, PassedBy, WatchOptions } from './passed.ts';
import type { ActivationControl, Listener, Platform, Progress } from './platform.ts';
import { warehouseOptions } from './warehouse-options.ts';
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

/**
 * The platform on the real emulators: the functions as they are deployed, fed over HTTP from Pub/Sub, with profiles in Firestore. What Cloud
 * Storage and BigQuery do in production, two archives and the local warehouse do here. One process hosts it for a data folder;
 * others on the same folder join it.
 */
export class EmulatorPlatform implements Platform {
  readonly tellsOutcomes = true;
  readonly archivePollMs = 100;
  readonly rules: Rules;
  readonly telemetry: Telemetry;
  readonly store: ProfileStore;
  readonly lookups: LookupStore;
  readonly exports: ExportStore;
  readonly archives: Archive;
  readonly sources: EnrichmentSources;
  readonly place: EmulatorPlace;
  readonly #options: EmulatorOptions;
  readonly #pubsub: PubSub;
  readonly #publisher: PubSubPublisher;
  readonly #events: EventLog;
  readonly #outcomes: EventLog;
  readonly #quarantined: EventLog;
  readonly #transitions: EventLog;
  readonly #ledger: ArchiveLedger;
  readonly #published = new Set<string>();
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
    this.exports = new FirestoreExportStore({ projectId: place.projectId });
    this.archives = new LogArchive(options.dir);
    this.sources = enrichmentSources(this.rules.enrichment, this.lookups);
    this.#pubsub = connectPubSub({ projectId: place.projectId });
    this.#publisher = new PubSubPublisher(this.#pubsub);
    const archive = (topic: Topic) => new EventLog(options.dir, Date.now, topic);
    this.#events = archive('events');
    this.#outcomes = archive('outcomes');
    this.#quarantined = archive('events-quarantined');
    this.#transitions = archive('audience-changes');
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

  /**
   * Until every message of this process is archived, and every arrival of these has an outcome. What others have published is theirs to wait for;
   * of a project that has ended here before, its outcomes may be told already.
   */
  async drain(onProgress: (progress: Progress) => void = () => {}): Promise<void> {
    for (;;) {
      await this.#ledger.refresh();
      if (this.#ledger.isSettled(this.#published)) return;
      onProgress(this.#ledger.progress(this.#published));
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
    return this.#ledger.tally();
  }

  async reconcile(period?: Period): Promise<SourceBalance[]> {
    const ledger =
      period === undefined
        ? this.#ledger
        : new ArchiveLedger(this.#events, this.#outcomes, this.rules.sources, period);
    await ledger.refresh();
    return ledger.balance();
  }

  async *archive(positions?: Map<string, number>, period?: Period): AsyncGenerator<Message> {
    const known = new Set<string>();
    for await (const message of messagesOf(this.#events, positions, period)) {
      if (known.has(message.id)) continue;
      known.add(message.id);
      yield message;
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
    await this.exports.close();
    for (const close of this.#closers.reverse()) await close();
    for (const log of [this.#events, this.#outcomes, this.#quarantined, this.#transitions]) {
      await log.close();
    }
  }

  async #openWarehouse(): Promise<Warehouse> {
    const { DuckDbWarehouse } = await import('../adapters/embedded/duckdb-warehouse.ts');
    const { config, dir } = this.#options;
    return new DuckDbWarehouse({ dir, ...warehouseOptions(config, this.rules) });
  }

  /** Does what the project's functions and subscriptions do in production, until the platform is closed. */
  async #host(): Promise<void> {
    this.#closers.push(() => this.#pubsub.close());
    const host = new EmulatorHost({
      pubsub: this.#pubsub,
      archives: {
        'archive-events': this.#events,
        'archive-outcomes': this.#outcomes,
        'archive-quarantined': this.#quarantined,
        'archive-audience-changes': this.#transitions,
      },
      platform: this,
      publisher: this.#publisher,
      onError: this.#options.onError,
    });
    this.#closers.push(() => host.close());
    await host.start();
    await announce(this.#options.dir, this.place);
    this.#closers.push(() => forget(this.#options.dir));
  }
}
