import type { Delivery } from '../../domain/activation/delivery.ts';
import type { Lane } from '../../domain/activation/lane.ts';
import type {
  DeliveryFilter,
  DeliveryQueue,
  DeliveryReader,
  DeliveryWrites,
  DisabledDestination,
} from '../../ports/delivery-store.ts';
import { ContentionError } from '../../ports/profile-store.ts';
import { Collection, Overtaken, Reads } from './collection.ts';

const attempts = 100;

/** Keeps deliveries in memory, with optimistic transactions. */
export class MemoryDeliveryStore implements DeliveryQueue {
  readonly #deliveries = new Collection<Delivery>();
  readonly #lanes = new Collection<Lane>();
  readonly #disabled = new Map<string, DisabledDestination>();
  readonly #tick: () => Promise<void>;

  /** @param tick awaited before every read and every commit: a test's scheduler decides there who goes on. */
  constructor({ tick = () => Promise.resolve() }: { tick?: () => Promise<void> } = {}) {
    this.#tick = tick;
  }

  async transact<T>(
    work: (reader: DeliveryReader) => Promise<{ writes: DeliveryWrites; result: T }>,
  ): Promise<T> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const reads = new Reads();
      const read = async <D>(collection: Collection<D>, ids: readonly string[]) => {
        await this.#tick();
        reads.check();
        return ids.map((id) => reads.of(collection, id));
      };
      try {
        const { writes, result } = await work({
          deliveries: (ids) => read(this.#deliveries, ids),
          lanes: (ids) => read(this.#lanes, ids),
        });
        await this.#tick();
        reads.check();
        for (const delivery of writes.deliveries ?? []) this.#deliveries.put(delivery.id, delivery);
        for (const lane of writes.lanes ?? []) this.#lanes.put(lane.id, lane);
        return result;
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    }
    throw new ContentionError(`A transaction was overtaken ${attempts} times: try again.`);
  }

  async deliveries(ids: readonly string[]): Promise<(Delivery | undefined)[]> {
    return ids.map((id) => this.#deliveries.get(id));
  }

  async *list(filter: DeliveryFilter): AsyncGenerator<Delivery> {
    const { since, before = Number.POSITIVE_INFINITY, destination, state } = filter;
    yield* this.#deliveries
      .all()
      .filter(({ createdAt }) => createdAt >= since && createdAt < before)
      .filter((delivery) => destination === undefined || delivery.destination === destination)
      .filter((delivery) => state === undefined || delivery.state === state)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  }

  *due(): Generator<{ id: string; destination: string; dueAt: number }> {
    const due = this.#deliveries
      .all()
      .flatMap(({ id, destination, dueAt }) =>
        dueAt === undefined ? [] : [{ id, destination, dueAt }],
      );
    yield* due.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
  }

  async forgetProfile(profileId: string): Promise<number> {
    const about = this.#deliveries.all().filter(({ subject }) => subject.profileId === profileId);
    for (const { id, lane } of about) {
      this.#deliveries.delete(id);
      if (lane !== undefined) this.#lanes.delete(lane);
    }
    return about.length;
  }

  async disabled(): Promise<DisabledDestination[]> {
    return [...this.#disabled.values()];
  }

  async disable(destination: DisabledDestination): Promise<void> {
    if (!this.#disabled.has(destination.name)) this.#disabled.set(destination.name, destination);
  }

  async enable(name: string): Promise<void> {
    this.#disabled.delete(name);
  }

  async close(): Promise<void> {}
}
