import { shortDigest, shortDigestBytes } from '../digest.ts';
import {
  arrivalOf,
  countOf,
  keysIn,
  nothingSeenToday,
  type SeenDay,
  withEvent,
  withoutFirst,
} from './seen-day.ts';

/**
 * The events that a leaf has seen, to tell duplicates: by day of arrival (days since 1970), each with the digest
 * of the arrival that was applied. The arrival tells a redelivery, which has the outcome that it had, from a sender's retry, which
 * is a duplicate.
 */
export interface Seen {
  days: Record<string, SeenDay>;
  /** How many are remembered. */
  count: number;
  /** How many fell out of the horizon: were one of them sent again, it would count again. */
  forgotten: number;
}

/** For how many days of arrivals duplicates are known: the retention of Pub/Sub. */
const horizonDays = 7;

/** How many events a leaf remembers at most: the leaf of something that never rests must fit into a document too. */
export const capacity = 15_000;

const dayMs = 86_400_000;

/** Of whatever was received since then, milliseconds since 1970, profiles know at `now` whether they have seen it. */
export const horizonStart = (now: number): number =>
  (Math.floor(now / dayMs) - horizonDays + 1) * dayMs;

export const nothingSeen = (): Seen => ({ days: {}, count: 0, forgotten: 0 });

/** What a leaf looks at of an event. */
interface Sighting {
  source: string;
  messageId: string;
  arrival: string;
  receivedAt: string;
}

/**
 * Whether an event is known, and as what. A new one is remembered, in `seen`, and what arrived before the horizon of the latest day is forgotten,
 * or what came first where there are too many.
 */
export function sight(seen: Seen, event: Sighting): 'new' | 'redelivered' | 'duplicate' {
  const key = shortDigestBytes(seenText(event));
  const arrival = shortDigestBytes(event.arrival);
  for (const day in seen.days) {
    const known = arrivalOf(seen.days[day] ?? nothingSeenToday, key);
    if (known !== undefined)
      return Buffer.compare(known, arrival) === 0 ? 'redelivered' : 'duplicate';
  }
  remember(seen, Math.floor(Date.parse(event.receivedAt) / dayMs), key, arrival);
  return 'new';
}

function remember(seen: Seen, received: number, key: Uint8Array, arrival: Uint8Array): void {
  let latest = received;
  for (const known in seen.days) latest = Math.max(latest, Number(known));
  // From beyond the horizon comes a replay only; by its own day it would be forgotten at once, and count again if it came twice.
  const day = received > latest - horizonDays ? received : latest;
  for (const known in seen.days) {
    if (Number(known) <= latest - horizonDays) forgetDay(seen, known);
  }
  seen.days[day] = withEvent(seen.days[day] ?? nothingSeenToday, key, arrival);
  seen.count += 1;
  if (seen.count > capacity) forgetFirst(seen);
}

function forgetDay(seen: Seen, day: string): void {
  const count = countOf(seen.days[day] ?? nothingSeenToday);
  delete seen.days[day];
  seen.count -= count;
  seen.forgotten += count;
}

/** Of the earliest day, the one that came first. */
function forgetFirst(seen: Seen): void {
  const day = String(Math.min(...Object.keys(seen.days).map(Number)));
  const left = withoutFirst(seen.days[day] ?? nothingSeenToday);
  seen.count -= 1;
  seen.forgotten += 1;
  if (countOf(left) > 0) seen.days[day] = left;
  else delete seen.days[day];
}

type Sent = Pick<Sighting, 'source' | 'messageId'>;

const seenText = ({ source, messageId }: Sent): string => `${source}\n${messageId}`;

/** What an event is remembered under. */
export const seenKey = (event: Sent): string => shortDigest(seenText(event));

/** Whether an event has been applied to a leaf: it is remembered, or came before all that is. */
export function wasApplied(seen: Seen, event: Omit<Sighting, 'arrival'>): boolean {
  const key = shortDigestBytes(seenText(event));
  if (Object.values(seen.days).some((day) => arrivalOf(day, key) !== undefined)) return true;
  const day = Math.floor(Date.parse(event.receivedAt) / dayMs);
  return seen.forgotten > 0 && day <= Math.min(...Object.keys(seen.days).map(Number));
}

/** Whether all that a leaf remembers is among the events of these keys. */
export const remembersOnly = (seen: Seen, keys: ReadonlySet<string>): boolean =>
  Object.values(seen.days).every((day) => keysIn(day).every((key) => keys.has(key)));
