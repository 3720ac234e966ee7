import type { Database } from 'lmdb';
import { expiryOf } from '../../domain/activation/attempt.ts';
import type { Delivery } from '../../domain/activation/delivery.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  DeliveryFilter,
  DeliveryQueue,
  DeliveryReader,
  DeliveryWrites,
  DisabledDestination,
} from '../../ports/delivery-store.ts';
import { ContentionError } from '../../ports/profile-store.ts';
import type { Environment } from './environment.ts';

const attempts = 10;
const slot = 'writes';

/** Greater than any id. */
const last = '\u{10FFFF}';

/** Keeps deliveries in LMDB, with optimistic transactions. */
export class EmbeddedDeliveryStore implements DeliveryQueue {
  readonly #environment: Environment;
  readonly #clock: Clock;

  constructor(environment: Environment, clock: Clock) {
    this.#environment = environment;
    this.#clock = clock;
  }

  async transact<T>(
    work: (reader: DeliveryReader) => Promise<{ writes: DeliveryWrites; result: T }>,
  ): Promise<T> {
    const { root, deliveries, deliveryLanes } = this.#environment;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const reads = new Reads();
      const { writes, result } = await work({
        deliveries: async (ids) => ids.map((id) => reads.of(deliveries, id)),
        lanes: async (ids) => ids.map((id) => reads.of(deliveryLanes, id)),
      });
      const committed = await root.transaction(() => {
        if (!reads.areCurrent()) return false;
        this.#write(writes);
        return true;
      });
      if (!committed) continue;
      // What is promised is on the disk: a kill must not send again what nobody remembers to have sent.
      await root.flushed;
      return result;
    }
    throw new ContentionError(`A transaction was overtaken ${attempts} times: try again.`);
  }

  async deliveries(ids: readonly string[]): Promise<(Delivery | undefined)[]> {
    return ids.map((id) => this.#environment.deliveries.get(id));
  }

  async *list(filter: DeliveryFilter): AsyncGenerator<Delivery> {
    const { since, before, destination, state } = filter;
    const start: [number, string] =
      before === undefined ? [Number.MAX_SAFE_INTEGER, last] : [before - 1, last];
    const { deliveries, deliveriesByTime } = this.#environment;
    const range = deliveriesByTime.getKeys({ start, end: [since, ''], reverse: true });
    for (const [, id] of range) {
      const delivery = deliveries.get(id);
      if (delivery === undefined) continue;
      if (destination !== undefined && delivery.destination !== destination) continue;
      if (state !== undefined && delivery.state !== state) continue;
      yield delivery;
    }
  }

  *due(): Generator<{ id: string; destination: string; dueAt: number }> {
    for (const { key, value } of this.#environment.deliveriesDue.getRange()) {
      yield { id: key[1], destination: value, dueAt: key[0] };
    }
  }

  async forgetProfile(profileId: string): Promise<number> {
    const { root, deliveriesByTime, deliveries, deliveryLanes } = this.#environment;
    return root.transaction(() => {
      const about = [...deliveriesByTime.getRange()].filter(({ value }) => value === profileId);
      for (const { key } of about) {
        const delivery = deliveries.get(key[1]);
        if (delivery === undefined) continue;
        if (delivery.lane !== undefined) deliveryLanes.remove(delivery.lane);
        this.#remove(delivery);
      }
      return about.length;
    });
  }

  /** Forgets what has been settled for a month. @returns how many. */
  async prune(): Promise<number> {
    const { root, deliveriesByTime, deliveries } = this.#environment;
    const now = this.#clock();
    const expired: Delivery[] = [];
    for (const [, id] of deliveriesByTime.getKeys()) {
      const delivery = deliveries.get(id);
      if (delivery === undefined) continue;
      // What was accepted later expires later, but for what was settled late.
      if (expiryOf({ ...delivery, settledAt: delivery.createdAt }) > now) break;
      if (delivery.state !== 'pending' && expiryOf(delivery) <= now) expired.push(delivery);
    }
    if (expired.length === 0) return 0;
    await root.transaction(() => {
      for (const delivery of expired) {
        this.#remove(delivery);
        this.#removeIdle(delivery.lane);
      }
    });
    return expired.length;
  }

  async disabled(): Promise<DisabledDestination[]> {
    return [...this.#environment.disabledDestinations.getRange()].map(({ value }) => value);
  }

  async disable(destination: DisabledDestination): Promise<void> {
    const { root, disabledDestinations } = this.#environment;
    await root.transaction(() => {
      if (disabledDestinations.get(destination.name) === undefined) {
        disabledDestinations.put(destination.name, destination);
      }
    });
  }

  async enable(name: string): Promise<void> {
    await this.#environment.disabledDestinations.remove(name);
  }

  // The environment is the platform's, which closes it.
  async close(): Promise<void> {}

  /** Within a transaction. */
  #write({ deliveries = [], lanes = [] }: DeliveryWrites): void {
    const { sequence, deliveryLanes } = this.#environment;
    const write = (sequence.get(slot) ?? 0) + 1;
    sequence.put(slot, write);
    for (const delivery of deliveries) this.#put(delivery, write);
    for (const lane of lanes) deliveryLanes.put(lane.id, lane, write);
  }

  #put(delivery: Delivery, write: number): void {
    const { deliveries, deliveriesDue, deliveriesByTime } = this.#environment;
    const { id, destination, dueAt, createdAt, subject } = delivery;
    const before = deliveries.get(id);
    if (before?.dueAt !== undefined && before.dueAt !== dueAt)
      deliveriesDue.remove([before.dueAt, id]);
    if (dueAt !== undefined) deliveriesDue.put([dueAt, id], destination);
    if (before === undefined) deliveriesByTime.put([createdAt, id], subject.profileId);
    deliveries.put(id, delivery, write);
  }

  /** A lane in which nothing waits, a month after something went there. */
  #removeIdle(id: string | undefined): void {
    const { deliveryLanes } = this.#environment;
    if (id !== undefined && deliveryLanes.get(id)?.waiting.length === 0) deliveryLanes.remove(id);
  }

  #remove({ id, dueAt, createdAt }: Delivery): void {
    const { deliveries, deliveriesDue, deliveriesByTime } = this.#environment;
    if (dueAt !== undefined) deliveriesDue.remove([dueAt, id]);
    deliveriesByTime.remove([createdAt, id]);
    deliveries.remove(id);
  }
}

/** What a transaction has read, and in which version each document was found. */
class Reads {
  readonly #seen: {
    database: Database<unknown, string>;
    id: string;
    version: number | undefined;
  }[] = [];

  of<Document>(database: Database<Document, string>, id: string): Document | undefined {
    const entry = database.getEntry(id);
    this.#seen.push({ database, id, version: entry?.version });
    return entry?.value;
  }

  areCurrent(): boolean {
    return this.#seen.every(({ database, id, version }) => {
      return database.getEntry(id)?.version === version;
    });
  }
}
