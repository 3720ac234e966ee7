import type { CanonicalEvent, Outcome, QuarantinedEvent, Tally } from './event.ts';

/** What became of one arrival: a row of reconciliation. */
export interface OutcomeRecord {
  source: string;
  arrival: string;
  receivedAt: string;
  outcome: Outcome;
  /** Absent where the event was rejected before it had one. */
  messageId?: string;
}

export const outcomeOf = (
  { source, arrival, receivedAt, messageId }: CanonicalEvent,
  outcome: Outcome,
): OutcomeRecord => ({ source, arrival, receivedAt, outcome, messageId });

export const outcomeOfQuarantined = ({
  source,
  arrival,
  receivedAt,
}: QuarantinedEvent): OutcomeRecord => ({ source, arrival, receivedAt, outcome: 'quarantined' });

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
