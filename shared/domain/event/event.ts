import type { CanonicalEvent, Flag } from '../../../schemas/generated/types.ts';

export type { CanonicalEvent, Flag };

/** The time fields and the bookkeeping that the ingress stamps. */
type Stamped =
  | 'source'
  | 'receivedAt'
  | 'arrival'
  | 'timestamp'
  | 'messageId'
  | 'originalTimestamp'
  | 'sentAt';

/** An event as a sender or a source's mapping gives it: the Segment Spec, where the platform fills in what is missing. */
export type SpecEvent = Omit<CanonicalEvent, Stamped> & {
  /** Unique within the source; derived from the content where absent. */
  messageId?: string;
  /** ISO 8601; the time of receipt where absent. */
  timestamp?: string;
  sentAt?: string;
};

/** What became of one arrival. Every arrival has exactly one outcome, however often it is delivered. */
export type Outcome = 'applied' | 'duplicate' | 'quarantined' | 'suppressed';

/** An arrival that was rejected: kept whole, with the reason, to be corrected and replayed. */
export interface QuarantinedEvent {
  /** The hash of the arrival, so that a redelivery is the same record. */
  id: string;
  source: string;
  arrival: string;
  receivedAt: string;
  /** Which rule it broke, such as `malformed-json` or `schema`. */
  rule: string;
  /** Where in the event, as a JSON pointer; empty for the whole. */
  path: string;
  /** What is wrong and what to do, for people. */
  message: string;
  /** The bytes as they came: as text where they are UTF-8, else in base64. */
  raw: { encoding: 'utf8' | 'base64'; data: string };
}

/** How many arrivals of each source met which outcome. */
export type Tally = Record<string, Partial<Record<Outcome, number>>>;
