import type { SourceConfig } from '../domain/config/config.ts';
import type { Outcome, Tally } from '../domain/event/event.ts';
import { expandMessage } from '../domain/event/expand-message.ts';
import type { OutcomeRecord } from '../domain/event/outcome.ts';
import { reconcile, type SourceBalance } from '../domain/event/reconciliation.ts';
import { type MessageArchive, messagesOf, type Period } from '../ports/message-archive.ts';
import { publishedItems } from '../runtime/publish-batch.ts';

/** What was told of an arrival. */
interface Told {
  source: string;
  outcomes: Set<Outcome>;
}

/**
 * Reconciliation from two archives: of the events accepted, and of the outcomes told. Either may hold a message more than once, for a bus
 * delivers at least once; an arrival counts once, and so does each outcome of it. An arrival with two different
 * outcomes, or an outcome without an arrival, breaks the law; but of a period only what arrived in it is looked at, for
 * an outcome does not say when its arrival was accepted.
 */
export class ArchiveLedger {
  readonly #events: MessageArchive;
  readonly #outcomes: MessageArchive;
  readonly #sources: Readonly<Record<string, SourceConfig>>;
  readonly #period: Period | undefined;
  readonly #arrivals = new Map<string, string>();
  /** Messages and rows that were rejected as a whole, by their one arrival: what is made of them today was not accepted then. */
  readonly #undivided = new Map<string, 'message' | 'row'>();
  readonly #messages = new Set<string>();
  readonly #told = new Map<string, Told>();
  readonly #eventPositions = new Map<string, number>();
  readonly #outcomePositions = new Map<string, number>();

  /** @param period when the messages were accepted that are looked at; all of them where absent. */
  constructor(
    events: MessageArchive,
    outcomes: MessageArchive,
    sources: Readonly<Record<string, SourceConfig>>,
    period?: Period,
  ) {
    this.#events = events;
    this.#outcomes = outcomes;
    this.#sources = sources;
    this.#period = period;
  }

  /** Reads what the archives hold since the last time. */
  async refresh(): Promise<void> {
    // Outcomes first: an outcome that is read has its arrival in what is read afterwards, once the archive has caught up.
    const since = { since: this.#period?.since };
    for await (const message of messagesOf(this.#outcomes, this.#outcomePositions, since)) {
      this.#noteOutcomes(publishedItems(message));
    }
    for await (const message of messagesOf(this.#events, this.#eventPositions, this.#period)) {
      this.#messages.add(message.id);
      for (const { arrival, source } of expandMessage(message, this.#sources)) {
        this.#arrivals.set(arrival, source);
      }
    }
  }

  /** Whether these messages are archived, and every arrival of theirs has an outcome. */
  isSettled(messageIds: ReadonlySet<string>): boolean {
    for (const id of messageIds) if (!this.#messages.has(id)) return false;
    const { done, total } = this.progress(messageIds);
    return done === total;
  }

  /** How many arrivals of some messages there are, and how many of them have an outcome. */
  progress(messageIds: ReadonlySet<string>): { done: number; total: number } {
    let [done, total] = [0, 0];
    for (const [arrival] of this.#accepted()) {
      if (!messageIds.has(messageOf(arrival))) continue;
      total += 1;
      if (this.#told.has(arrival)) done += 1;
    }
    return { done, total };
  }

  tally(): Tally {
    const tally: Tally = {};
    for (const [arrival, { source, outcomes }] of this.#told) {
      if (this.#period !== undefined && !this.#arrivals.has(arrival)) continue;
      const counts = tally[source] ?? {};
      for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
      tally[source] = counts;
    }
    return tally;
  }

  balance(): SourceBalance[] {
    const accepted = new Map<string, number>();
    const pending = new Map<string, number>();
    for (const [arrival, source] of this.#accepted()) {
      accepted.set(source, (accepted.get(source) ?? 0) + 1);
      if (!this.#told.has(arrival)) pending.set(source, (pending.get(source) ?? 0) + 1);
    }
    return reconcile(accepted, pending, this.tally());
  }

  /** The arrivals that there were: of what was not taken apart, the one. */
  *#accepted(): Generator<[arrival: string, source: string]> {
    for (const entry of this.#arrivals) {
      const [arrival] = entry;
      const first = `${messageOf(arrival)}/0`;
      const dot = arrival.indexOf('.', first.length - 1);
      const isOther = arrival !== first && this.#undivided.get(first) === 'message';
      const isPart = dot >= 0 && this.#undivided.has(arrival.slice(0, dot));
      if (!isOther && !isPart) yield entry;
    }
  }

  #noteOutcomes(records: readonly OutcomeRecord[]): void {
    for (const { arrival, source, outcome, undivided } of records) {
      if (undivided !== undefined) this.#undivided.set(arrival, undivided);
      const told = this.#told.get(arrival) ?? { source, outcomes: new Set() };
      told.outcomes.add(outcome);
      this.#told.set(arrival, told);
    }
  }
}

const messageOf = (arrival: string): string => arrival.slice(0, arrival.lastIndexOf('/'));
