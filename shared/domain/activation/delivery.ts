import { documentId } from '../digest.ts';
import type { Destination } from './destination.ts';
import { type Occurrence, type Subject, subjectOf } from './occurrence.ts';
import { payloadOf } from './payload.ts';

export const deliveryStates = [
  'pending',
  'delivered',
  'no-consent',
  'disabled',
  'superseded',
  'dead',
] as const;

/**
 * `pending` until it is settled: `delivered`; withheld for want of consent (`no-consent`); kept for a destination that is `disabled`;
 * `superseded` by a later occurrence that an ordered destination may already have; or `dead`, when the time for retries was over.
 */
export type DeliveryState = (typeof deliveryStates)[number];

/** What the last attempt met. */
interface LastAttempt {
  at: number;
  ms: number;
  /** Of the answer, if there was one. */
  status?: number;
  /** Why it was no success. */
  error?: string;
}

/** One occurrence on its way to one destination. Times are milliseconds since 1970. */
export interface Delivery {
  /** The same for every attempt, whoever makes it: what receivers recognise it by (`webhook-id`). */
  id: string;
  destination: string;
  subject: Subject;
  state: DeliveryState;
  /** What is sent, fixed when it was accepted. Gone once it was delivered, or must not be: then nothing personal is left. */
  body?: string;
  /** Attempts begun. It is also what tells the attempt that holds the lease from one that has lost it. */
  attempts: number;
  createdAt: number;
  /** When the time for retries is over. */
  giveUpAt: number;
  /** When the next attempt is due; absent where none is, or where it waits for another of its lane. */
  dueAt?: number;
  /** Until when nobody else begins an attempt. */
  leasedUntil?: number;
  /** The lane it keeps to, of an ordered destination. */
  lane?: string;
  last?: LastAttempt;
  settledAt?: number;
  /** Why it is in its state, for people. */
  reason?: string;
}

/** How long settled deliveries are kept, milliseconds. */
export const keptForMs = 30 * 86_400_000;

export const deliveryIdOf = (destination: string, occurrenceId: string): string =>
  documentId(`${destination}\n${occurrenceId}`);

const laneIdOf = (destination: string, profileId: string): string =>
  documentId(`lane\n${destination}\n${profileId}`);

/** A delivery of an occurrence, due at once. */
export function newDelivery(
  occurrence: Occurrence,
  destination: Destination,
  now: number,
): Delivery {
  const { name, ordered, retryForMs } = destination;
  return {
    id: deliveryIdOf(name, occurrence.id),
    destination: name,
    subject: subjectOf(occurrence),
    state: 'pending',
    body: payloadOf(occurrence, destination),
    attempts: 0,
    createdAt: now,
    giveUpAt: now + retryForMs,
    dueAt: now,
    ...(ordered && { lane: laneIdOf(name, occurrence.profileId) }),
  };
}
