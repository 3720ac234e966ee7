/**
 * The events that a leaf has seen of one day, in the order in which they came: for each 9 bytes of the digest of (source, messageId), and 9 of the
 * digest of the arrival. In one piece, because a busy person has thousands, and every commit reads and writes them all.
 */
export type SeenDay = Uint8Array;

/** Bytes of a digest, which are 12 characters of base64url. */
const digestBytes = 9;
const entryBytes = 2 * digestBytes;

export const nothingSeenToday: SeenDay = new Uint8Array(0);

export const countOf = (day: SeenDay): number => day.length / entryBytes;

/** The arrival's digest of an event that was seen that day; `undefined` where it was not. */
export function arrivalOf(day: SeenDay, key: Uint8Array): Uint8Array | undefined {
  for (let at = 0; at < day.length; at += entryBytes) {
    if (isAt(day, at, key)) return day.subarray(at + digestBytes, at + entryBytes);
  }
  return undefined;
}

/** Nearly always told by the first byte. */
function isAt(day: SeenDay, at: number, key: Uint8Array): boolean {
  for (let index = 0; index < digestBytes; index += 1) {
    if (day[at + index] !== key[index]) return false;
  }
  return true;
}

/** The day with one more event. */
export function withEvent(day: SeenDay, key: Uint8Array, arrival: Uint8Array): SeenDay {
  const more = new Uint8Array(day.length + entryBytes);
  more.set(day);
  more.set(key, day.length);
  more.set(arrival, day.length + digestBytes);
  return more;
}

/** The day without its first event. */
export const withoutFirst = (day: SeenDay): SeenDay => day.subarray(entryBytes);

/** The digests of the day's events, in base64url. */
export const keysIn = (day: SeenDay): string[] =>
  Array.from({ length: countOf(day) }, (_, index) =>
    Buffer.from(day.subarray(index * entryBytes, index * entryBytes + digestBytes)).toString(
      'base64url',
    ),
  );
