import type { Destination } from '../../domain/activation/destination.ts';
import { type TokenBucket, takeTokens } from '../../domain/rate/token-bucket.ts';

/** A request may go now; or not before some milliseconds are over. */
export type Entry = { kind: 'open' } | { kind: 'wait'; ms: number };

/** How soon to ask again for the place of a request whose end nobody knows, milliseconds. */
const nextPlaceMs = 100;

/**
 * Holds the requests of this process to the rate and the concurrency of each destination. Where several instances send, each has
 * its share of the rate.
 */
export class DestinationGates {
  readonly #instances: number;
  readonly #gates = new Map<
    string,
    { bucket?: TokenBucket; inside: number; closedUntil: number }
  >();

  /** @param instances how many processes send at the same time, at most. */
  constructor(instances = 1) {
    this.#instances = instances;
  }

  /** Takes a place, which `leave` gives back, and a token of the rate. */
  enter(destination: Destination, now: number): Entry {
    const gate = this.#gate(destination.name);
    if (gate.closedUntil > now) return { kind: 'wait', ms: gate.closedUntil - now };
    if (gate.inside >= destination.concurrency) return { kind: 'wait', ms: nextPlaceMs };
    if (destination.rate !== undefined) {
      const perSecond = destination.rate.perSecond / this.#instances;
      const rate = { perSecond, burst: Math.max(1, perSecond) };
      const taken = takeTokens(gate.bucket, 1, now, rate);
      gate.bucket = taken.bucket;
      if (!taken.granted) return { kind: 'wait', ms: taken.waitMs };
    }
    gate.inside += 1;
    return { kind: 'open' };
  }

  leave({ name }: Destination): void {
    this.#gate(name).inside -= 1;
  }

  /** Leaves without having sent: the token is the next one's. */
  giveBack(destination: Destination): void {
    this.leave(destination);
    const gate = this.#gate(destination.name);
    if (gate.bucket !== undefined) gate.bucket = { ...gate.bucket, tokens: gate.bucket.tokens + 1 };
  }

  /** Keeps everything back, as a receiver that is overloaded has asked for. */
  close({ name }: Destination, until: number): void {
    const gate = this.#gate(name);
    gate.closedUntil = Math.max(gate.closedUntil, until);
  }

  #gate(name: string) {
    const gate = this.#gates.get(name) ?? { inside: 0, closedUntil: 0 };
    this.#gates.set(name, gate);
    return gate;
  }
}
