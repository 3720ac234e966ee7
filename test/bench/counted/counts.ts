import { billedBytes } from '../../../scripts/scaling/monthly-cost.ts';
import type { Operations } from '../../builders/counting-store.ts';
import type { Delivery } from '../firestore/called-function.ts';
import { documentsOf, type GrpcCall, type PublishRequest } from './operations-of-call.ts';

/** What was asked of Google Cloud: documents of Firestore, calls of functions, and bytes of Pub/Sub as they are billed. */
export interface Counts extends Operations {
  calls: number;
  publishedBytes: number;
  deliveredBytes: number;
}

/** Adds up what goes over the wire. */
export class Tally {
  #counts: Counts = noCounts;
  readonly #expiring = new Set<string>();

  /** Of Firestore. A document that carries `expireAt` counts as deleted, once: it will be. */
  called(call: GrpcCall): void {
    const { reads, writes, deletes, expiring } = documentsOf(call);
    const known = this.#expiring.size;
    for (const name of expiring) this.#expiring.add(name);
    this.#add({ reads, writes, deletes: deletes + this.#expiring.size - known });
  }

  /** A request of Pub/Sub is billed as a whole. */
  published({ messages }: PublishRequest): void {
    const bytes = messages.reduce((sum, message) => sum + bytesOf(message), 0);
    this.#add({ publishedBytes: billedBytes({ messages: 1, bytes }) });
  }

  /** A push is a request for each message, every time that it is tried. */
  delivered(delivery: Delivery): void {
    const bytes = billedBytes({ messages: 1, bytes: bytesOf(delivery) });
    this.#add({ calls: 1, deliveredBytes: bytes });
  }

  /** @returns what there was since the last time. */
  take(): Counts {
    const counts = this.#counts;
    this.#counts = noCounts;
    this.#expiring.clear();
    return counts;
  }

  #add(some: Partial<Counts>): void {
    this.#counts = mapped(this.#counts, (value, name) => value + (some[name] ?? 0));
  }
}

const noCounts: Counts = {
  reads: 0,
  writes: 0,
  deletes: 0,
  calls: 0,
  publishedBytes: 0,
  deliveredBytes: 0,
};

/** The same of one event, where there were so many. */
export const perEvent = (counts: Counts, events: number): Counts =>
  mapped(counts, (value) => value / events);

const mapped = (counts: Counts, change: (value: number, name: keyof Counts) => number): Counts => ({
  reads: change(counts.reads, 'reads'),
  writes: change(counts.writes, 'writes'),
  deletes: change(counts.deletes, 'deletes'),
  calls: change(counts.calls, 'calls'),
  publishedBytes: change(counts.publishedBytes, 'publishedBytes'),
  deliveredBytes: change(counts.deliveredBytes, 'deliveredBytes'),
});

/** What Pub/Sub counts of a message: its data and its attributes. */
const bytesOf = ({ data, attributes }: Delivery): number =>
  data.byteLength + Buffer.byteLength(Object.entries(attributes).flat().join(''));
