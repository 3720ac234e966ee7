import { type DocumentData, Timestamp } from '@google-cloud/firestore';
import { expiryOf } from '../../domain/activation/attempt.ts';
import type { Delivery } from '../../domain/activation/delivery.ts';
import type { Lane } from '../../domain/activation/lane.ts';
import type { DisabledDestination } from '../../ports/delivery-store.ts';

const hourMs = 3_600_000;

/**
 * The hour of a time, such as `2026-07-29T10`. Lists go by it: an index on the time itself would grow at one end, which Firestore writes
 * to no faster than 500 times a second.
 */
const hourOf = (at: number): string => new Date(at).toISOString().slice(0, 13);

/** The hours from a time back to an earlier one, latest first. */
export function* hoursBack(from: number, downTo: number): Generator<string> {
  for (let at = from - (from % hourMs); at > downTo - hourMs; at -= hourMs) yield hourOf(at);
}

/** `deliveries/{id}`. Firestore removes it some time after `expireAt`. */
export function deliveryDocument(delivery: Delivery): DocumentData {
  const { id: _, ...fields } = delivery;
  return {
    ...fields,
    profileId: delivery.subject.profileId,
    hour: hourOf(delivery.createdAt),
    expireAt: Timestamp.fromMillis(expiryOf(delivery)),
  };
}

/** The inverse of `deliveryDocument`. */
export function storedDelivery(id: string, document: DocumentData): Delivery {
  const { profileId: _, hour: __, expireAt: ___, ...fields } = document;
  return { id, ...fields } as Delivery;
}

/** `deliveryLanes/{id}` */
export const laneDocument = ({ id: _, ...fields }: Lane, expireAt: number): DocumentData => ({
  ...fields,
  expireAt: Timestamp.fromMillis(expireAt),
});

/** The inverse of `laneDocument`. */
export function storedLane(id: string, document: DocumentData): Lane {
  const { expireAt: _, ...fields } = document;
  return { id, ...fields } as Lane;
}

/** `disabledDestinations/{name}` */
export const disabledDocument = ({ name: _, ...fields }: DisabledDestination): DocumentData =>
  fields;

/** The inverse of `disabledDocument`. */
export const disabledDestination = (name: string, document: DocumentData): DisabledDestination =>
  ({ name, ...document }) as DisabledDestination;
