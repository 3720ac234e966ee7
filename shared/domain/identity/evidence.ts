/** Which event said it, and when: what orders everything that a profile is made of. */
export interface Evidence {
  /** The event's timestamp, milliseconds since 1970 in UTC. */
  at: number;
  messageId: string;
  source: string;
}

/**
 * A total order over events: by timestamp, then messageId, then source.
 * (source, messageId) is unique, so two events are never equal.
 */
export function compareEvidence(a: Evidence, b: Evidence): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.messageId !== b.messageId) return a.messageId < b.messageId ? -1 : 1;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return 0;
}

/** That an event named an identifier. What only an `alias` spoke of, as its previous id, is presumed: no event carried it yet. */
export interface Sighting extends Evidence {
  presumed?: true;
}

/** As `compareEvidence`, but what was carried comes before what is presumed. */
export const compareSightings = (a: Sighting, b: Sighting): number =>
  Number(a.presumed ?? false) - Number(b.presumed ?? false) || compareEvidence(a, b);

/** The join of two pieces of evidence for one fact: the earlier one. */
export function earlier(a: Evidence | undefined, b: Evidence): Evidence;
export function earlier(a: Evidence | undefined, b: Evidence | undefined): Evidence | undefined;
export function earlier(a: Evidence | undefined, b: Evidence | undefined): Evidence | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return compareEvidence(b, a) < 0 ? b : a;
}
