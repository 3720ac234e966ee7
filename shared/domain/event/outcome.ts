import type { CanonicalEvent, Outcome, QuarantinedEvent, Tally } from './event.ts';

/** What became of one arrival: a row of reconciliation. */
export interface OutcomeRecord {
  source: string;
  arrival: string;
  receivedAt: string;
  outcome: Outcome;
  /** Absent where the event was rejected before it had one. */
  messageId?: string;
  /** Of a replay: the arrival that it repeats. */
  replayOf?: string;
  /** Of a message, or of a row, that was rejected before it was taken apart: it had no other arrival. */
  undivided?: 'message' | 'row';
}

export const outcomeOf = (
  { source, arrival, receivedAt, messageId, replayOf }: CanonicalEvent,
  outcome: Outcome,
): OutcomeRecord => ({
  source,
  arrival,
  receivedAt,
  outcome,
  messageId,
  ...(replayOf !== undefined && { replayOf }),
});

export const outcomeOfQuarantined = ({
  source,
  arrival,
  receivedAt,
  replayOf,
  undivided,
}: QuarantinedEvent): OutcomeRecord => ({
  source,
  arrival,
  receivedAt,
  outcome: 'quarantined',
  ...(replayOf !== undefined && { replayOf }),
  ...(undivided && { undivided }),
});

/** Counts outcomes by source. */
export function tallyOf(outcomes: Iterable<OutcomeRecord>): Tally {
  const tally: Tally = {};
  for (const { source, outcome } of outcomes) {
    const counts = tally[source] ?? {};
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    tally[source] = counts;
  }
  return tally;
}
