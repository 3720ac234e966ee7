import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { silentSpan } from '../../shared/ports/telemetry.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import { publishRejected } from '../../shared/runtime/publish-rejected.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { validate } from './validate.ts';

/** From `events` to `events-validated`, and what is rejected to `events-quarantined`. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  rules: Rules,
  span = silentSpan,
): Promise<void> {
  const { events, quarantined } = validate([message], rules);
  span.took(events.length + quarantined.length);
  await publishRejected(publisher, quarantined, span);
  await publishBatch(publisher, 'events-validated', events);
}
