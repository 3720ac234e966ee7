import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Publisher } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { type Span, silent } from '../../shared/ports/telemetry.ts';
import { GroupCommit } from '../../shared/runtime/group-commit.ts';
import { inSpan, tracedPublisher } from '../../shared/runtime/in-span.ts';
import { publishBatch, publishBatches } from '../../shared/runtime/publish-batch.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import type { MergedBatch } from './merge.ts';
import { mergeInTransactions, overTheNetwork } from './merge-in-transactions.ts';

/** The events that a common commit takes, at most: some transactions' worth. */
export const eventsPerCommit = 1000;

/** Merges the events of concurrent invocations together, and tells what changed and what became of each event before any of them is acknowledged. */
export function mergeInGroups(
  publisher: Publisher,
  store: ProfileStore,
  rules: Rules,
  clock: Clock = Date.now,
  telemetry = silent,
): GroupCommit<CanonicalEvent> {
  const commit = (events: readonly CanonicalEvent[], span: Span) => {
    const traced = tracedPublisher(publisher, span);
    span.took(events.length);
    const tell = async (merged: MergedBatch) => {
      // Their outcomes say that there are records, so they come behind those.
      await publishBatch(traced, 'events-quarantined', merged.quarantined);
      await publishBatches(traced, {
        'profile-changes': merged.changes,
        'audience-changes': merged.transitions,
        outcomes: merged.outcomes,
      });
      span.settled(merged);
    };
    return mergeInTransactions(events, store, rules, overTheNetwork, tell, clock);
  };
  return new GroupCommit(
    (events, traceparents) =>
      inSpan(telemetry, 'commit', { traceparents }, (span) => commit(events, span)),
    eventsPerCommit,
  );
}
