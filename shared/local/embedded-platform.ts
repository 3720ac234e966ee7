import { type Swept, sweep } from '../../functions/sweep/sweep.ts';
import { openEnvironment } from '../adapters/embedded/environment.ts';
import { EventLog } from '../adapters/embedded/event-log.ts';
import { embeddedExportStore } from '../adapters/embedded/export-store.ts';
import { Ledger } from '../adapters/embedded/ledger.ts';
import { LogArchive } from '../adapters/embedded/log-archive.ts';
import { embeddedLookupStore } from '../adapters/embedded/lookup-store.ts';
import { embeddedProfileStore } from '../adapters/embedded/profile-store.ts';
import { TopicLogs } from '../adapters/embedded/topic-logs.ts';
import type { Destinations } from '../domain/activation/destination.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import { documentId } from '../domain/digest.ts';
import type { Tally } from '../domain/event/event.ts';
import { expandMessage } from '../domain/event/expand-message.ts';
import type { QuarantineRecord } from '../domain/event/quarantine.ts';
import { countBySource, reconcile, type SourceBalance } from '../domain/event/reconciliation.ts';
import type { Archive } from '../ports/archive.ts';
import type { Clock } from '../ports/clock.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { Message, OutgoingMessage, Topic } from '../ports/event-bus.ts';
import type { ExportStore } from '../ports/export-store.ts';
import type { LookupStore } from '../ports/lookup-store.ts';
import { messagesOf, type Period, type Positions } from '../ports/message-archive.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import { silent, type Telemetry } from '../ports/telemetry.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { publishEffects, type Told } from '../runtime/effects.ts';
import { enrichmentSources } from '../runtime/enrichment-sources.ts';
import { compileRules, type Rules } from '../runtime/rules.ts';
import { EmbeddedActivation } from './embedded-activation.ts';
import { EmbeddedConsumer } from './embedded-consumer.ts';
import { arrivalsOf, lookAt } from './look-at.ts';
import type { Passed, PassedBy, WatchOptions } from './passed.ts';
import type { ActivationControl, Listener, Platform, Progress } from './platform.ts';
import { retryPipeline } from './retry-pipeline.ts';
import { warehouseOptions } from './warehouse-options.ts';
import { watchLog } from './watch-log.ts';

export interface EmbeddedOptions {
  config: TributaryConfig;
  /** The data folder. */
  dir: string;
  clock?: Clock;
  telemetry?: Telemetry;
}

/** The whole platform in one process on one folder. Accepting an event appends it to the log, from which the consumer takes it into its profile. */
export class EmbeddedPlatform implements Platform {
  readonly tellsOutcomes = true;
  readonly archivePollMs = 100;
  readonly rules: Rules;
  readonly telemetry: Telemetry;
  readonly store: ProfileStore;
  readonly lookups: LookupStore;
  readonly exports: ExportStore;
  readonly archives: Archive;
  readonly sources: EnrichmentSources;
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly #clock: Clock;
  readonly #topics: TopicLogs;
  readonly #consumer: EmbeddedConsumer;
  readonly #activation: EmbeddedActivation;
  readonly #close: () => Promise<void>;
  readonly #openWarehouse: () => Promise<Warehouse>;
  #warehouse: Promise<Warehouse> | undefined;

  constructor({ config, dir, clock = Date.now, telemetry = silent }: EmbeddedOptions) {
    this.telemetry = telemetry;
    this.rules = compileRules(config);
    const environment = openEnvironment(dir);
    this.store = embeddedProfileStore(environment);
    this.lookups = embeddedLookupStore(environment);
    this.sources = enrichmentSources(this.rules.enrichment, this.lookups);
    this.exports = embeddedExportStore(environment);
    this.archives = new LogArchive(dir);
    this.#clock = clock;
    this.log = new EventLog(dir, clock);
    this.#topics = new TopicLogs(dir, clock, topicsOf(this.rules.destinations));
    this.ledger = new Ledger(environment, clock);
    this.#consumer = new EmbeddedConsumer({
      log: this.log,
      ledger: this.ledger,
      topics: this.#topics,
      telemetry,
      commit: (messages, tell) =>
        retryPipeline(messages, this.store, this.rules, this.sources, clock, tell),
      flushed: () => environment.root.flushed,
    });
    this.#activation = new EmbeddedActivation({
      environment,
      dir,
      destinations: this.rules.destinations,
      profiles: this.store,
      clock,
      telemetry,
    });
    this.#close = () => environment.close();
    this.#openWarehouse = async () => {
      const { DuckDbWarehouse } = await import('../adapters/embedded/duckdb-warehouse.ts');
      return new DuckDbWarehouse({ dir, ...warehouseOptions(config, this.rules) });
    };
  }

  /** Accepts messages: when this resolves they are on the disk. */
  async publish(messages: readonly OutgoingMessage[]): Promise<string[]> {
    const ids = await this.log.append(messages);
    this.#consumer.wake();
    return ids;
  }

  drain(onProgress?: (progress: Progress) => void): Promise<void> {
    return this.#consumer.drain(onProgress);
  }

  async run(signal: AbortSignal, on: Listener): Promise<void> {
    await Promise.all([this.#consumer.run(signal, on), this.#activation.run(signal, on.failed)]);
  }

  /**
   * The conservation law, per source. How many arrivals a message has depends on the configuration of its time, so those dealt with were
   * counted then; that none is missing, the messages of the log are counted for.
   */
  async reconcile(): Promise<SourceBalance[]> {
    const positions = this.ledger.positions();
    const tally = this.ledger.tally();
    const accepted = this.ledger.accepted('arrivals');
    const counted = this.ledger.accepted('messages');
    const pending = new Map<string, number>();
    const settled = new Map<string, number>();
    for await (const { messages } of this.log.readAll(positions)) {
      for (const message of messages) this.#countArrivals(message, pending);
    }
    for await (const { messages } of this.log.readUpTo(positions)) countBySource(messages, settled);
    for (const source of new Set([...pending.keys(), ...settled.keys(), ...counted.keys()])) {
      const missed = (settled.get(source) ?? 0) - (counted.get(source) ?? 0);
      accepted.set(source, (accepted.get(source) ?? 0) + missed + (pending.get(source) ?? 0));
    }
    return reconcile(accepted, pending, tally);
  }

  /** Moves on whom time alone has moved, by now or by another time (milliseconds since 1970). */
  sweep(at = this.#clock()): Promise<Swept> {
    return sweep(this.store, this.#topics, this.rules, at);
  }

  tell(effects: Told): Promise<void> {
    return publishEffects(this.#topics, effects);
  }

  async tally(): Promise<Tally> {
    return this.ledger.tally();
  }

  async *quarantined(prefix?: string): AsyncGenerator<QuarantineRecord> {
    yield* this.ledger.quarantined(prefix);
  }

  archive(positions?: Map<string, number>, period?: Period): AsyncGenerator<Message> {
    return messagesOf(this.log, positions, period);
  }

  watch(options: WatchOptions): AsyncGenerator<Passed | PassedBy> {
    // From the moment of the call on, not from when the first item is asked for.
    return this.#watch(options, this.ledger.positions());
  }

  async *#watch({ source, ...options }: WatchOptions, now: Positions) {
    const messages = watchLog(this.log, () => this.ledger.positions(), now, options);
    for await (const item of messages) {
      if ('kind' in item) {
        yield item;
        continue;
      }
      for (const arrival of arrivalsOf(item, this.rules, source)) {
        const record = this.ledger.record(documentId(arrival.replayOf ?? arrival.arrival));
        // The record is of the last rejection, which another arrival of the event may have met.
        const known = record?.arrival === arrival.arrival ? { rejection: record } : {};
        yield await lookAt(arrival, item.publishTime, known, this.store, this.rules);
      }
    }
  }

  async activation(): Promise<ActivationControl> {
    const activating = this.#activation;
    return {
      activation: activating.activation,
      // Whoever runs the platform looks for what is due.
      wake: async () => {},
      drain: () => activating.drain(),
    };
  }

  warehouse(): Promise<Warehouse> {
    this.#warehouse ??= this.#openWarehouse();
    return this.#warehouse;
  }

  async close(): Promise<void> {
    await this.#consumer.close();
    await (await this.#warehouse)?.close();
    await this.#activation.close();
    await this.log.close();
    await this.#topics.close();
    await this.ledger.release();
    await this.#close();
  }

  #countArrivals(message: Message, counts: Map<string, number>): void {
    for (const { source } of expandMessage(message, this.rules.sources)) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
  }
}

/** Every change of every profile is written down only where somebody hears of it. */
const topicsOf = (destinations: Destinations): Topic[] =>
  Object.values(destinations).some(({ profileChanges }) => profileChanges)
    ? ['outcomes', 'audience-changes', 'profile-changes']
    : ['outcomes', 'audience-changes'];
