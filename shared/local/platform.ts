import type { QuarantinedEvent, Tally } from '../domain/event/event.ts';
import type { SourceBalance } from '../domain/event/reconciliation.ts';
import type { Message, OutgoingMessage } from '../ports/event-bus.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { Rules } from '../runtime/rules.ts';

/** How far a drain has come, in the platform's own measure. */
export interface Progress {
  done: number;
  total: number;
}

/** What the command line does its work on: the same words for the embedded backend, the emulators and Google Cloud. */
export interface Platform {
  readonly rules: Rules;
  readonly store: ProfileStore;
  readonly warehouse: Warehouse;
  /** Accepts messages on `events`: when this resolves the bus has them for good. */
  publish(messages: readonly OutgoingMessage[]): Promise<string[]>;
  /** Resolves when everything accepted until now has met its outcome. */
  drain(onProgress?: (progress: Progress) => void): Promise<void>;
  /** What became of everything so far. */
  tally(): Promise<Tally>;
  reconcile(): Promise<SourceBalance[]>;
  /** Every accepted message, from the archive. */
  archive(): AsyncIterable<Message>;
  quarantined(): Promise<QuarantinedEvent[]>;
  close(): Promise<void>;
}
