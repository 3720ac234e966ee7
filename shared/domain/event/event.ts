import type { CanonicalEvent, Flag } from '../../../schemas/generated/types.ts';
import type { Rejection } from './rejection.ts';

export type { CanonicalEvent, Flag };

/** The time fields and the bookkeeping that the ingress stamps. */
type Stamped =
  | 'source'
  | 'receivedAt'
  | 'arrival'
  | 'replayOf'
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
export interface QuarantinedEvent extends Rejection {
  /** The hash of the arrival, or of the one that it repeats: a redelivery and a replay in vain are the same record. */
  id: string;
  source: string;
  arrival: string;
  /** The arrival that this one repeats, where it is a replay. */
  replayOf?: string;
  receivedAt: string;
  /** The attributes of the message without which the raw text is not what it was, beside those that are named above. */
  attributes?: Record<string, string>;
  /** The bytes as they came: as text where they are UTF-8, else in base64. */
  raw: { encoding: 'utf8' | 'base64'; data: string };
  /** The raw text is the canonical event: it was rejected behind the mapping of its source, which is not to be applied again. */
  canonical?: true;
}

/** How many arrivals of each source met which outcome. */
export type Tally = Record<string, Partial<Record<Outcome, number>>>;
