import type { CollectionReference, Firestore, Query, Transaction } from '@google-cloud/firestore';
import { type Delivery, keptForMs } from '../../domain/activation/delivery.ts';
import type {
  DeliveryFilter,
  DeliveryReader,
  DeliveryStore,
  DeliveryWrites,
  DisabledDestination,
} from '../../ports/delivery-store.ts';
import { connectFirestore, type FirestoreOptions } from './connect.ts';
import {
  deliveryDocument,
  disabledDestination,
  disabledDocument,
  hoursBack,
  laneDocument,
  storedDelivery,
  storedLane,
} from './delivery-document.ts';
import { readAll } from './read-all.ts';
import { transact } from './transact.ts';

/** Documents removed together. */
const perBatch = 200;

/** Hours that are asked for at once, where many have no delivery. */
const hoursAtOnce = 10;

/** Keeps deliveries in the collections `deliveries`, `deliveryLanes` and `disabledDestinations` of Firestore. */
export class FirestoreDeliveryStore implements DeliveryStore {
  readonly #firestore: Firestore;
  readonly #deliveries: CollectionReference;
  readonly #lanes: CollectionReference;
  readonly #disabled: CollectionReference;

  constructor(options: FirestoreOptions = {}) {
    this.#firestore = connectFirestore(options);
    this.#deliveries = this.#firestore.collection('deliveries');
    this.#lanes = this.#firestore.collection('deliveryLanes');
    this.#disabled = this.#firestore.collection('disabledDestinations');
  }

  async transact<T>(
    work: (reader: DeliveryReader) => Promise<{ writes: DeliveryWrites; result: T }>,
  ): Promise<T> {
    return transact(this.#firestore, async (transaction) => {
      const { writes, result } = await work(this.#readerOf(transaction));
      this.#write(transaction, writes);
      return result;
    });
  }

  deliveries(ids: readonly string[]): Promise<(Delivery | undefined)[]> {
    return readAll(
      (...documents) => this.#firestore.getAll(...documents),
      this.#deliveries,
      ids,
      storedDelivery,
    );
  }

  async *list(filter: DeliveryFilter): AsyncGenerator<Delivery> {
    const { since, before = Number.POSITIVE_INFINITY, destination, state } = filter;
    let matching: Query = this.#deliveries;
    if (destination !== undefined) matching = matching.where('destination', '==', destination);
    if (state !== undefined) matching = matching.where('state', '==', state);
    for (const hours of inGroups(hoursBack(Math.min(before, Date.now()), since), hoursAtOnce)) {
      const { docs } = await matching.where('hour', 'in', hours).get();
      const found = docs
        .map((document) => storedDelivery(document.id, document.data()))
        .filter(({ createdAt }) => createdAt >= since && createdAt < before);
      yield* found.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
    }
  }

  async forgetProfile(profileId: string): Promise<number> {
    const about = this.#deliveries.where('profileId', '==', profileId).limit(perBatch);
    for (let removed = 0; ; ) {
      const { docs } = await about.get();
      const batch = this.#firestore.batch();
      for (const document of docs) {
        const lane: unknown = document.get('lane');
        batch.delete(document.ref);
        if (typeof lane === 'string') batch.delete(this.#lanes.doc(lane));
      }
      await batch.commit();
      removed += docs.length;
      if (docs.length < perBatch) return removed;
    }
  }

  async disabled(): Promise<DisabledDestination[]> {
    const { docs } = await this.#disabled.get();
    return docs.map((document) => disabledDestination(document.id, document.data()));
  }

  async disable(destination: DisabledDestination): Promise<void> {
    const document = this.#disabled.doc(destination.name);
    await this.#firestore.runTransaction(async (transaction) => {
      const { exists } = await transaction.get(document);
      if (!exists) transaction.set(document, disabledDocument(destination));
    });
  }

  async enable(name: string): Promise<void> {
    await this.#disabled.doc(name).delete();
  }

  async close(): Promise<void> {
    await this.#firestore.terminate();
  }

  #readerOf(transaction: Transaction): DeliveryReader {
    return {
      deliveries: (ids) =>
        readAll(
          (...documents) => transaction.getAll(...documents),
          this.#deliveries,
          ids,
          storedDelivery,
        ),
      lanes: (ids) =>
        readAll((...documents) => transaction.getAll(...documents), this.#lanes, ids, storedLane),
    };
  }

  #write(transaction: Transaction, { deliveries = [], lanes = [] }: DeliveryWrites): void {
    let latest = Date.now();
    for (const delivery of deliveries) {
      latest = Math.max(latest, delivery.giveUpAt);
      transaction.set(this.#deliveries.doc(delivery.id), deliveryDocument(delivery));
    }
    // A lane is of use for as long as one of its deliveries may still come late.
    for (const lane of lanes) {
      transaction.set(this.#lanes.doc(lane.id), laneDocument(lane, latest + keptForMs));
    }
  }
}

function* inGroups<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let group: T[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
