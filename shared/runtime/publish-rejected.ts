import type { QuarantinedEvent } from '../domain/event/event.ts';
import { outcomeOfQuarantined } from '../domain/event/outcome.ts';
import type { Publisher } from '../ports/event-bus.ts';
import type { Span } from '../ports/telemetry.ts';
import { publishBatch } from './publish-batch.ts';

/** Keeps what a stage rejects, and tells its outcome. */
export async function publishRejected(
  publisher: Publisher,
  quarantined: readonly QuarantinedEvent[],
  span: Span,
): Promise<void> {
  if (quarantined.length === 0) return;
  const outcomes = quarantined.map(outcomeOfQuarantined);
  // The outcome says that there is a record, so it comes behind that.
  await publishBatch(publisher, 'events-quarantined', quarantined);
  await publishBatch(publisher, 'outcomes', outcomes);
  span.settled({ outcomes, quarantined });
}
