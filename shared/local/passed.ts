import type { CanonicalEvent, Outcome, QuarantinedEvent } from '../domain/event/event.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Trace } from '../runtime/trace-event.ts';

/** An arrival that has met its outcome, as somebody who watches sees it pass. */
export interface Passed {
  kind: 'passed';
  /** When the bus accepted it; ISO 8601. */
  at: string;
  source: string;
  arrival: string;
  replayOf?: string;
  outcome: Outcome;
  /** The event; of one that was rejected what its sender wrote, where that was an event at all. */
  event?: CanonicalEvent | JsonObject;
  /** Of one that was rejected, why. */
  rejection?: Pick<QuarantinedEvent, 'id' | 'rule' | 'path' | 'message'>;
  /** What it made of a profile; absent where nobody holds it. */
  trace?: Trace;
}

/** Events that went by too fast to be looked at. */
export interface PassedBy {
  kind: 'passed-by';
  messages: number;
}

export interface WatchOptions {
  signal: AbortSignal;
  /** Only what comes from this source. */
  source?: string;
  /** From a moment in the past on, milliseconds since 1970, and then all of it; else from now on, and what is behind by much is passed by. */
  since?: number;
}
