import { compareEvidence, type Evidence, earlier } from './evidence.ts';
import type { IdentifierKey } from './identifier.ts';

/** That two identifiers were seen in one event. */
export interface Edge {
  /** The ends, in code-unit order. */
  a: IdentifierKey;
  b: IdentifierKey;
  /** The earliest event that carried both. */
  seen?: Evidence;
  /** The earliest `alias` that asserted them to be one. */
  alias?: Evidence;
  /** An operator's cut. It outlives every later sighting. */
  severed?: Evidence;
  /** Why the partition left the edge out; absent where it was accepted. */
  refused?: Refusal;
}

/** In a refusal, the kind of a limit over all kinds together. */
export const anyKind = '*';

/** Why an edge joins nobody: it would break a limit of a kind, an end is shared, or an operator severed it. */
export type Refusal =
  | { reason: 'limit'; kind: string; limit: number }
  | { reason: 'shared'; identifier: IdentifierKey }
  | { reason: 'severed' };

/** The edge's key: its ends in code-unit order, in a text that no other pair has. */
export const edgeKey = (a: IdentifierKey, b: IdentifierKey): string =>
  a < b ? `${line(a)}\n${line(b)}` : `${line(b)}\n${line(a)}`;

/** The key on one line: a value may hold a line break, and senders choose values. */
const line = (key: IdentifierKey): string => (key.includes('\n') ? JSON.stringify(key) : key);

/** An edge between two identifiers, with what is known of it. */
export const edgeBetween = (
  one: IdentifierKey,
  other: IdentifierKey,
  known: Pick<Edge, 'seen' | 'alias' | 'severed'> = {},
): Edge => Object.assign(one < other ? { a: one, b: other } : { a: other, b: one }, known);

/** The join of two records of one edge. Commutative, associative, idempotent; the refusal is the partition's, so it is left out. */
export function joinEdges(one: Edge, other: Edge): Edge {
  const seen = earlier(one.seen, other.seen);
  const alias = earlier(one.alias, other.alias);
  const severed = earlier(one.severed, other.severed);
  return {
    a: one.a,
    b: one.b,
    ...(seen && { seen }),
    ...(alias && { alias }),
    ...(severed && { severed }),
  };
}

/** Whether joining what was sighted would leave a record as it is. */
export const holdsAll = (known: Edge, sighted: Edge): boolean =>
  isNoEarlier(known.seen, sighted.seen) &&
  isNoEarlier(known.alias, sighted.alias) &&
  isNoEarlier(known.severed, sighted.severed);

const isNoEarlier = (known: Evidence | undefined, sighted: Evidence | undefined): boolean =>
  sighted === undefined || (known !== undefined && compareEvidence(known, sighted) <= 0);

/**
 * Whether the partition at one end can depend on the other. A shared identifier joins nobody and may have any number of neighbours,
 * and a severed edge joins nobody either, so neither is followed.
 */
export const leadsOn = (edge: Edge): boolean =>
  edge.refused?.reason !== 'shared' && edge.severed === undefined;
