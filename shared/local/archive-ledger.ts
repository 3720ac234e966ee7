import type { EventLog } from '../adapters/embedded/event-log.ts';
import type { SourceConfig } from '../domain/config/config.ts';
import type { Outcome, Tally } from '../domain/event/event.ts';
import { expandMessage } from '../domain/event/expand-message.ts';
import type { OutcomeRecord } from '../domain/event/outcome.ts';
import { reconcile, type SourceBalance } from '../domain/event/reconciliation.ts';

/**
 * Reconciliation from two archives: of the events accepted, and of the outcomes told. Either may hold a message more than once, for a bus
 * delivers at least once; an arrival counts once, and so does each outcome of it. An arrival with two different
 * outcomes, or an outcome without an arrival, breaks the law.
 */
export class ArchiveLedger {
  readonly #events: EventLog;
  readonly #outcomes: EventLog;
  readonly #sources: Readonly<Record<string, SourceConfig>>;
  readonly #arrivals = new Map<string, string>();
  /** Messages and rows that were rejected as a whole, by their one arrival: what is made of them today was not accepted then. */
  readonly #undivided = new Map<string, 'message' | 'row'>();
  readonly #messages = new Set<string>();
  readonly #outcomesOf = new Map<string, Set<Outcome>>();
  readonly #tally: Tally = {};
  #eventPositions = new Map<string, number>();
  #outcomePositions = new Map<string, number>();

  constructor(
    events: EventLog,
    outcomes: EventLog,
    sources: Readonly<Record<string, SourceConfig>>,
  ) {
    this.#events = events;
    this.#outcomes = outcomes;
    this.#sources = sources;
  }

  /** Reads what the archives hold since the last time. */
  async refresh(): Promise<void> {
    // Outcomes first: an outcome that is read has its arrival in what is read afterwards, once the archive has caught up.
    for await (const { messages, upTo } of this.#outcomes.readAll(this.#outcomePositions)) {
      for (const { data } of messages) this.#noteOutcomes(data);
      this.#outcomePositions = new Map([...this.#outcomePositions, ...upTo]);
    }
    for await (const { messages, upTo } of this.#events.readAll(this.#eventPositions)) {
      for (const message of messages) {
        this.#messages.add(message.id);
        for (const { arrival, source } of expandMessage(message, this.#sources)) {
          this.#arrivals.set(arrival, source);
        }
      }
      this.#eventPositions = new Map([...this.#eventPositions, ...upTo]);
    }
  }

  /** Whether these messages are archived, and every arrival has an outcome. */
  isSettled(messageIds: Iterable<string>): boolean {
    for (const id of messageIds) if (!this.#messages.has(id)) return false;
    const { done, total } = this.progress();
    return done === total;
  }

  /** How many arrivals there are, and how many of them have an outcome. */
  progress(): { done: number; total: number } {
    let [done, total] = [0, 0];
    for (const [arrival] of this.#accepted()) {
      total += 1;
      if (this.#outcomesOf.has(arrival)) done += 1;
    }
    return { done, total };
  }

  tally(): Tally {
    return this.#tally;
  }

  balance(): SourceBalance[] {
    const accepted = new Map<string, number>();
    const pending = new Map<string, number>();
    for (const [arrival, source] of this.#accepted()) {
      accepted.set(source, (accepted.get(source) ?? 0) + 1);
      if (!this.#outcomesOf.has(arrival)) pending.set(source, (pending.get(source) ?? 0) + 1);
    }
    return reconcile(accepted, pending, this.#tally);
  }

  /** The arrivals that there were: of what was not taken apart, the one. */
  *#accepted(): Generator<[arrival: string, source: string]> {
    for (const entry of this.#arrivals) {
      const [arrival] = entry;
      const first = `${arrival.slice(0, arrival.lastIndexOf('/'))}/0`;
      const dot = arrival.indexOf('.', first.length - 1);
      const isOther = arrival !== first && this.#undivided.get(first) === 'message';
      const isPart = dot >= 0 && this.#undivided.has(arrival.slice(0, dot));
      if (!isOther && !isPart) yield entry;
    }
  }

  #noteOutcomes(data: Uint8Array): void {
    const records = JSON.parse(Buffer.from(data).toString('utf8')) as OutcomeRecord[];
    for (const { arrival, source, outcome, undivided } of records) {
      if (undivided !== undefined) this.#undivided.set(arrival, undivided);
      const known = this.#outcomesOf.get(arrival) ?? new Set<Outcome>();
      if (known.has(outcome)) continue;
      known.add(outcome);
      this.#outcomesOf.set(arrival, known);
      const counts = this.#tally[source] ?? {};
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      this.#tally[source] = counts;
    }
  }
}
