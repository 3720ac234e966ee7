import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { silentSpan } from '../../shared/ports/telemetry.ts';
import { decodeEvents } from '../../shared/runtime/decode-events.ts';
import type { GroupCommit } from '../../shared/runtime/group-commit.ts';
import { publishRejected } from '../../shared/runtime/publish-rejected.ts';

/** From `events-enriched` into profiles. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  commits: GroupCommit<CanonicalEvent>,
  span = silentSpan,
): Promise<void> {
  const { events, quarantined } = decodeEvents(message);
  span.took(events.length + quarantined.length);
  await publishRejected(publisher, quarantined, span);
  await commits.add(events, span.traceparent);
}
