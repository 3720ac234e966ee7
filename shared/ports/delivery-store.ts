import type { Delivery, DeliveryState } from '../domain/activation/delivery.ts';
import type { Lane } from '../domain/activation/lane.ts';

/** The reads of a transaction. Results are in the order asked for. */
export interface DeliveryReader {
  deliveries(ids: readonly string[]): Promise<(Delivery | undefined)[]>;
  lanes(ids: readonly string[]): Promise<(Lane | undefined)[]>;
}

/** What a transaction writes: all of it, or nothing. */
export interface DeliveryWrites {
  deliveries?: readonly Delivery[];
  lanes?: readonly Lane[];
}

/** Which deliveries to list. Times are milliseconds since 1970, of when deliveries were accepted. */
export interface DeliveryFilter {
  since: number;
  /** The first moment that is too late; now where absent. */
  before?: number;
  destination?: string;
  state?: DeliveryState;
}

/** That nothing is sent to a destination, and why. */
export interface DisabledDestination {
  name: string;
  reason: string;
  since: number;
}

/** Keeps what goes where: the deliveries, the lanes of ordered destinations, and which destinations are disabled. */
export interface DeliveryStore {
  /**
   * Serialisable, of up to some hundred documents: the writes are committed only if nothing that was read has changed since. `work` has no other
   * effect, for on contention it runs again. @throws ContentionError when it keeps losing; a retry may help.
   */
  transact<T>(
    work: (reader: DeliveryReader) => Promise<{ writes: DeliveryWrites; result: T }>,
  ): Promise<T>;
  /** Some deliveries by id. */
  deliveries(ids: readonly string[]): Promise<(Delivery | undefined)[]>;
  /** Latest first, streamed. */
  list(filter: DeliveryFilter): AsyncIterable<Delivery>;
  /** Removes every delivery about a profile, as an erasure does. @returns how many. */
  forgetProfile(profileId: string): Promise<number>;
  disabled(): Promise<DisabledDestination[]>;
  /** Disables a destination. One that is disabled already keeps its reason. */
  disable(destination: DisabledDestination): Promise<void>;
  enable(name: string): Promise<void>;
  close(): Promise<void>;
}

/** A store that also tells what is due: for a platform that keeps its own time. */
export interface DeliveryQueue extends DeliveryStore {
  /** The pending deliveries that are due next, by the time they are due, streamed. Those that wait for another of their lane are not among them. */
  due(): Iterable<{ id: string; destination: string; dueAt: number }>;
}
