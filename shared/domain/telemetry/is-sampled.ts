/**
 * Whether a thing is among those that are shown, by a hash of its name: every stage and every instance decides the same, so one event is
 * seen whole or not at all. @param rate the share that is shown: 0 for none, 1 for all.
 */
export const isSampled = (name: string, rate: number): boolean =>
  rate > 0 && (rate >= 1 || spread(name) < rate * 2 ** 32);

/** FNV-1a, and the finish of MurmurHash3 for names that differ in their last characters only: an integer below 2^32. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
