import type { Outcome, QuarantinedEvent } from './event.ts';
import type { OutcomeRecord } from './outcome.ts';

/** What is on record of a rejected event: the last rejection, and what became of it when it was replayed. */
export interface QuarantineRecord extends QuarantinedEvent {
  /** When it was rejected, the last time; ISO 8601. */
  rejectedAt: string;
  /** How often it was rejected: once, and once more for every replay in vain. */
  attempts: number;
  /** The replay that was taken. It is taken for good: a later rejection of the same event does not undo it. */
  replayed?: { at: string; arrival: string; outcome: Outcome };
}

/** A rejection on record, beside those before it. */
export const rejected = (
  known: QuarantineRecord | undefined,
  event: QuarantinedEvent,
  at: string,
): QuarantineRecord => ({
  ...event,
  rejectedAt: at,
  attempts: (known?.attempts ?? 0) + 1,
  ...(known?.replayed && { replayed: known.replayed }),
});

/** The outcome of a replay on record. */
export const replayed = (
  known: QuarantineRecord,
  { arrival, outcome }: OutcomeRecord,
  at: string,
): QuarantineRecord =>
  outcome === 'quarantined' || known.replayed !== undefined
    ? known
    : { ...known, replayed: { at, arrival, outcome } };
