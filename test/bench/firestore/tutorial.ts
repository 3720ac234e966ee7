import type { Firestore } from '@google-cloud/firestore';
import type { CloudEventFunction } from '@google-cloud/functions-framework';
import { validateCanonicalEvent } from '../../../schemas/generated/validators.js';
import type { CanonicalEvent } from '../../../shared/domain/event/event.ts';

/** How long the tutorial's way remembers an event, milliseconds: the retention of Pub/Sub. Firestore's TTL deletes what is older. */
const remembered = 7 * 86_400_000;

/**
 * The way of the public samples, done well: one Pub/Sub message is one event, one call of the function is one transaction. It validates with
 * the same compiled schema, recognises a redelivery by a document of its own for every event, and keeps the newer of two values, so it is
 * right for somebody with one identifier. It knows nothing of who else is the same person, of windows, or of audiences, and tells nobody.
 * Two reads, two writes, and a delete once the TTL has passed.
 *
 * The transaction is that of https://firebase.google.com/docs/firestore/manage-data/transactions; a document for every event is what
 * https://cloud.google.com/blog/products/serverless/cloud-functions-pro-tips-building-idempotent-functions recommends.
 */
export const tutorial =
  (firestore: Firestore): CloudEventFunction<{ message: { data: string } }> =>
  async ({ data }) => {
    const event: unknown = JSON.parse(Buffer.from(data?.message.data ?? '', 'base64').toString());
    if (!validateCanonicalEvent(event)) throw new TypeError('The event is not valid.');
    const seen = firestore.doc(`seen/${event.source}-${event.messageId}`);
    const profile = firestore.doc(`customers/${event.userId ?? event.anonymousId}`);
    await firestore.runTransaction(async (transaction) => {
      const [known, current] = await transaction.getAll(seen, profile);
      if (known?.exists) return;
      transaction.set(profile, joined(current?.data() as Customer | undefined, event));
      transaction.set(seen, { expireAt: new Date(Date.parse(event.receivedAt) + remembered) });
    });
  };

interface Customer {
  traits: Record<string, { value: unknown; at: string }>;
  orders: number;
  revenue: number;
  events: number;
  lastSeenAt: string;
}

const nobody: Customer = { traits: {}, orders: 0, revenue: 0, events: 0, lastSeenAt: '' };

/** What the samples keep of somebody: traits with their times, a count, a sum, and when they were seen. */
function joined(current: Customer = nobody, event: CanonicalEvent): Customer {
  const traits = { ...current.traits };
  for (const [name, value] of Object.entries(event.traits ?? {})) {
    const known = traits[name];
    if (known === undefined || known.at <= event.timestamp) {
      traits[name] = { value, at: event.timestamp };
    }
  }
  const isOrder = event.event === 'Order Completed';
  return {
    traits,
    orders: current.orders + (isOrder ? 1 : 0),
    revenue: current.revenue + (isOrder ? Number(event.properties?.['revenue'] ?? 0) : 0),
    events: current.events + 1,
    lastSeenAt: later(current.lastSeenAt, event.timestamp),
  };
}

const later = (one: string, other: string): string => (one > other ? one : other);
