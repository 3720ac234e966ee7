import type { QuarantinedEvent } from '../domain/event/event.ts';
import type { Arrival } from '../domain/event/expand-message.ts';
import type { OutcomeRecord } from '../domain/event/outcome.ts';
import type { Known } from './look-at.ts';

/** How much of each is held while its counterpart is waited for. */
const capacity = 10_000;

/** An arrival, and all that was told of it. */
export interface Joined extends Known {
  arrival: Arrival;
  at: string;
}

/**
 * Joins arrivals with the outcomes that are told of them on another topic, in whatever order the two come, each at least once. Bounded: what
 * waited the longest is let go, and counted where it was an arrival.
 */
export class OutcomeJoin {
  readonly #arrivals = new Map<string, Omit<Joined, keyof Known>>();
  readonly #known = new Map<string, Known>();
  readonly #joined = new Map<string, true>();
  #passedBy = 0;

  addArrival(arrival: Arrival, at: string): Joined | undefined {
    if (this.#joined.has(arrival.arrival)) return undefined;
    if (put(this.#arrivals, arrival.arrival, { arrival, at })) this.#passedBy += 1;
    return this.#join(arrival.arrival);
  }

  addOutcome({ arrival, outcome }: OutcomeRecord): Joined | undefined {
    return this.#addKnown(arrival, { outcome });
  }

  addRejection(rejection: QuarantinedEvent): Joined | undefined {
    return this.#addKnown(rejection.arrival, { rejection });
  }

  /** How many arrivals were let go since the last time that somebody asked. */
  passedBy(): number {
    const passedBy = this.#passedBy;
    this.#passedBy = 0;
    return passedBy;
  }

  #addKnown(arrival: string, known: Known): Joined | undefined {
    if (this.#joined.has(arrival)) return undefined;
    put(this.#known, arrival, { ...this.#known.get(arrival), ...known });
    return this.#join(arrival);
  }

  /** A rejected arrival is complete with its reason, which is told apart from the outcome. */
  #join(id: string): Joined | undefined {
    const arrived = this.#arrivals.get(id);
    const known = this.#known.get(id);
    if (arrived === undefined || known?.outcome === undefined) return undefined;
    if (known.outcome === 'quarantined' && known.rejection === undefined) return undefined;
    this.#arrivals.delete(id);
    this.#known.delete(id);
    put(this.#joined, id, true);
    return { ...arrived, ...known };
  }
}

/** @returns whether the entry that was there for the longest had to go. */
function put<Value>(entries: Map<string, Value>, key: string, value: Value): boolean {
  entries.set(key, value);
  if (entries.size <= capacity) return false;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
  return true;
}
