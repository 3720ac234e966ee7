import { setTimeout } from 'node:timers/promises';
import type { Processed } from '../../functions/pipeline/pipeline.ts';
import { type Swept, sweep } from '../../functions/sweep/sweep.ts';
import { openEnvironment } from '../adapters/embedded/environment.ts';
import { EventLog, type LogBatch } from '../adapters/embedded/event-log.ts';
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
import { type Span, silent, type Telemetry } from '../ports/telemetry.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { publishEffects, type Told } from '../runtime/effects.ts';
import { enrichmentSources } from '../runtime/enrichment-sources.ts';
import { causeOf, inSpan, tracedPublisher } from '../runtime/in-span.ts';
import { publishBatch } from '../runtime/publish-batch.ts';
import { compileRules, type Rules } from '../runtime/rules.ts';
import { EmbeddedActivation } from './embedded-activation.ts';
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

/** How much of the log one round of the pipeline takes, bytes: enough to share a commit, little enough to stay small. */
export const roundBytes = 512 * 1024;

/** How often a process looks for what other processes have written. */
const pollMs = 100;

/** How long a failing platform waits before the next round, at most: less than its place as the consumer lasts. */
const longestPauseMs = 10_000;

/**
 * The whole platform in one process on one folder. Accepting an event appends it to the log; a round takes messages off the log, commits
 * their profiles, and then settles the round. A kill between the two makes the same messages come again, which the profiles recognise.
 */
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
  readonly #activation: EmbeddedActivation;
  /** Resolves when all that the store has taken is on the disk. */
  readonly #flushed: () => PromiseLike<unknown>;
  readonly #close: () => Promise<void>;
  readonly #openWarehouse: () => Promise<Warehouse>;
  #warehouse: Promise<Warehouse> | undefined;
  #heard: Listener['processed'] = () => {};
  #wake: () => void = () => {};
  #published = 0;
  #rounds: Promise<unknown> = Promise.resolve();

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
    this.#activation = new EmbeddedActivation({
      environment,
      dir,
      destinations: this.rules.destinations,
      profiles: this.store,
      clock,
      telemetry,
    });
    this.#flushed = () => environment.root.flushed;
    this.#close = () => environment.close();
    this.#openWarehouse = async () => {
      const { DuckDbWarehouse } = await import('../adapters/embedded/duckdb-warehouse.ts');
      return new DuckDbWarehouse({ dir, ...warehouseOptions(config, this.rules) });
    };
  }

  /** Accepts messages: when this resolves they are on the disk. */
  async publish(messages: readonly OutgoingMessage[]): Promise<string[]> {
    const ids = await this.log.append(messages);
    this.#published += 1;
    this.#wake();
    return ids;
  }

  /** One round: the next messages of the log, through the pipeline and settled; `undefined` where there was nothing to do. */
  round(): Promise<Processed | undefined> {
    // One at a time: a second one would read the same messages again.
    const round = this.#rounds.then(() => this.#nextRound());
    this.#rounds = round.catch(() => undefined);
    return round;
  }

  async #nextRound(): Promise<Processed | undefined> {
    const batch = await this.log.read(this.ledger.positions(), roundBytes);
    if (batch === undefined) return undefined;
    return inSpan(this.telemetry, 'pipeline', causeOf(batch.messages), (span) =>
      this.#process(batch, span),
    );
  }

  async #process(batch: LogBatch, span: Span): Promise<Processed | undefined> {
    const publisher = tracedPublisher(this.#topics, span);
    const telling: Promise<void>[] = [];
    const tell = (told: Told) => {
      const published = publishEffects(publisher, told);
      // The round hears of a failure below, unless it fails before.
      published.catch(() => undefined);
      telling.push(published);
    };
    const processed = await retryPipeline(
      batch.messages,
      this.store,
      this.rules,
      this.sources,
      this.#clock,
      tell,
    );
    // The profiles and the logs wait for the disk side by side; what is told twice after a crash has the same ids.
    await Promise.all([
      this.#flushed(),
      ...telling,
      publishBatch(publisher, 'outcomes', processed.outcomes),
    ]);
    const settled = await this.ledger.settle(batch, processed);
    if (!settled) return undefined;
    span.took(processed.outcomes.length);
    span.settled(processed);
    this.#heard(processed);
    return processed;
  }

  /**
   * Rounds until everything accepted before the call is settled. Where another process is the consumer, it waits for that one, and
   * takes over should it die.
   */
  async drain(onProgress: (progress: Progress) => void = () => {}): Promise<void> {
    const end = await this.log.end();
    const total = this.#behind(end);
    for (;;) {
      const behind = this.#behind(end);
      onProgress({ done: total - behind, total });
      if (behind <= 0) return;
      if (this.ledger.claim() === undefined) await this.round();
      else await setTimeout(pollMs);
    }
  }

  async run(signal: AbortSignal, on: Listener): Promise<void> {
    this.#heard = on.processed;
    let failures = 0;
    const activating = this.#activation.run(signal, on.failed);
    while (!signal.aborted) {
      const published = this.#published;
      try {
        const other = this.ledger.claim(on.url);
        const processed = other === undefined ? await this.round() : undefined;
        failures = 0;
        if (processed === undefined) await this.#woken(published, signal);
      } catch (error) {
        on.failed(error);
        failures += 1;
        const pause = Math.min(pollMs * 2 ** failures, longestPauseMs);
        await setTimeout(pause, undefined, { signal }).catch(() => undefined);
      }
    }
    await activating;
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
    await this.#rounds;
    await (await this.#warehouse)?.close();
    await this.#activation.close();
    await this.log.close();
    await this.#topics.close();
    await this.ledger.release();
    await this.#close();
  }

  #behind(end: Positions): number {
    const positions = this.ledger.positions();
    let bytes = 0;
    for (const [segment, size] of end) bytes += Math.max(0, size - (positions.get(segment) ?? 0));
    return bytes;
  }

  /** Until something is published here, or it is time to look for what other processes have published. */
  async #woken(published: number, signal: AbortSignal): Promise<void> {
    if (this.#published !== published) return;
    const wake = new AbortController();
    this.#wake = () => wake.abort();
    await setTimeout(pollMs, undefined, { signal: AbortSignal.any([signal, wake.signal]) }).catch(
      () => undefined,
    );
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
