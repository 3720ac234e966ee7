import type { Processed } from '../../functions/pipeline/pipeline.ts';
import type { Swept } from '../../functions/sweep/sweep.ts';
import type { Delivery } from '../domain/activation/delivery.ts';
import type { Tally } from '../domain/event/event.ts';
import type { QuarantineRecord } from '../domain/event/quarantine.ts';
import type { SourceBalance } from '../domain/event/reconciliation.ts';
import type { Archive } from '../ports/archive.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { Message, OutgoingMessage } from '../ports/event-bus.ts';
import type { ExportStore } from '../ports/export-store.ts';
import type { LookupStore } from '../ports/lookup-store.ts';
import type { Period } from '../ports/message-archive.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { Activation } from '../runtime/activation/activation.ts';
import type { Told } from '../runtime/effects.ts';
import type { Rules } from '../runtime/rules.ts';
import type { Passed, PassedBy, WatchOptions } from './passed.ts';

/** How far a drain has come, in the platform's own measure. */
export interface Progress {
  done: number;
  total: number;
}

/** Who hears what a running platform does. */
export interface Listener {
  processed(processed: Processed): void;
  failed(error: unknown): void;
  /** Where the platform listens, for other processes to know. */
  url?: string;
}

/** What goes where, and the hand on it. */
export interface ActivationControl {
  readonly activation: Activation;
  /** Has deliveries attempted that were made due by hand. */
  wake(deliveries: readonly Delivery[]): Promise<void>;
  /** Attempts what is due, until nothing is; where functions do that by themselves, it does nothing. */
  drain(): Promise<void>;
}

/** What the command line does its work on: the same words for the embedded backend, the emulators and Google Cloud. */
export interface Platform {
  readonly rules: Rules;
  readonly telemetry: Telemetry;
  /** Whether `drain` waits for outcomes and `tally` counts them. */
  readonly tellsOutcomes: boolean;
  readonly store: ProfileStore;
  readonly lookups: LookupStore;
  /** How the exports stand. */
  readonly exports: ExportStore;
  /** What was told on topics, kept. */
  readonly archives: Archive;
  /** What enrichment knows beside the events. */
  readonly sources: EnrichmentSources;
  /** The variables by which other programs reach the same bus and store; absent where they can't. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The warehouse; opened when it is first asked for, for that takes its time. */
  warehouse(): Promise<Warehouse>;
  /** Accepts messages on `events`: when this resolves the bus has them for good. */
  publish(messages: readonly OutgoingMessage[]): Promise<string[]>;
  /** Resolves when everything accepted until now has met its outcome. */
  drain(onProgress?: (progress: Progress) => void): Promise<void>;
  /** Deals with events as they come, until aborted. What fails is reported and tried again. */
  run(signal: AbortSignal, on: Listener): Promise<void>;
  /** Moves on whom time alone has moved. @param at milliseconds since 1970; now where absent. */
  sweep(at?: number): Promise<Swept>;
  /** Tells the subscribers what a change made here came to. */
  tell(effects: Told): Promise<void>;
  /** What became of everything so far. */
  tally(): Promise<Tally>;
  /** The conservation law, per source. @param period when the events were accepted; where absent all of them, of a deployment those of the last hour. */
  reconcile(period?: Period): Promise<SourceBalance[]>;
  /**
   * Every accepted message, from the archive. @param positions where given, only what lies behind them: they are moved on, so that the next
   * reading goes on from there. @param period where given, only what was accepted in it.
   */
  archive(positions?: Map<string, number>, period?: Period): AsyncIterable<Message>;
  /** How long to wait for what has been accepted to be in the archive before one looks again, milliseconds. */
  readonly archivePollMs: number;
  /**
   * What was rejected, by ascending id; only that whose id begins with a text, where one is given. @param since leaves out, or may leave out, what
   * was rejected before; milliseconds since 1970.
   */
  quarantined(prefix?: string, since?: number): AsyncIterable<QuarantineRecord>;
  /** Arrivals as they meet their outcomes, until aborted. Who watches slowly holds up nobody. */
  watch(options: WatchOptions): AsyncIterable<Passed | PassedBy>;
  /** The destinations and their deliveries; opened when they are first asked for. */
  activation(): Promise<ActivationControl>;
  close(): Promise<void>;
}
