import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import { outcomeOfQuarantined } from '../../shared/domain/event/outcome.ts';
import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { decodeEvents } from '../../shared/runtime/decode-events.ts';
import type { GroupCommit } from '../../shared/runtime/group-commit.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';

/** From `events-enriched` into profiles. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  commits: GroupCommit<CanonicalEvent>,
): Promise<void> {
  const { events, quarantined } = decodeEvents(message);
  await publishBatch(publisher, 'events-quarantined', quarantined);
  await publishBatch(publisher, 'outcomes', quarantined.map(outcomeOfQuarantined));
  await commits.add(events);
}
