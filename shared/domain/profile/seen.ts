import { shortDigest } from '../digest.ts';

/**
 * The deduplication keys of a leaf: the day of arrival (days since 1970), to the digest of (source, messageId), to the digest of the arrival
 * that was applied. The arrival tells a redelivery, which has the outcome that it had, from a sender's retry, which is a duplicate.
 */
export type Seen = Record<string, Record<string, string>>;

/** For how many days of arrivals duplicates are known: the retention of Pub/Sub. */
export const horizonDays = 7;

const dayMs = 86_400_000;

/** Whether an event is known, and as what. */
export function lookUp(
  seen: Seen,
  event: { source: string; messageId: string; arrival: string },
): 'unknown' | 'redelivered' | 'duplicate' {
  const key = keyOf(event);
  for (const day of Object.values(seen)) {
    const arrival = day[key];
    if (arrival !== undefined) {
      return arrival === shortDigest(event.arrival) ? 'redelivered' : 'duplicate';
    }
  }
  return 'unknown';
}

/** Remembers an event, and forgets what arrived before the horizon of the latest day. Changes `seen`. */
export function remember(
  seen: Seen,
  event: { source: string; messageId: string; arrival: string; receivedAt: string },
): void {
  const day = Math.floor(Date.parse(event.receivedAt) / dayMs);
  const latest = Math.max(day, ...Object.keys(seen).map(Number));
  for (const known of Object.keys(seen)) {
    if (Number(known) <= latest - horizonDays) delete seen[known];
  }
  const keys = seen[day] ?? {};
  keys[keyOf(event)] = shortDigest(event.arrival);
  seen[day] = keys;
}

const keyOf = ({ source, messageId }: { source: string; messageId: string }): string =>
  shortDigest(`${source}\n${messageId}`);
