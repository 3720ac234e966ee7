import { outcomeOfQuarantined } from '../../shared/domain/event/outcome.ts';
import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { validate } from './validate.ts';

/** From `events` to `events-validated`, and what is rejected to `events-quarantined`. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  rules: Rules,
): Promise<void> {
  const { events, quarantined } = validate([message], rules);
  await publishBatch(publisher, 'events-quarantined', quarantined);
  await publishBatch(publisher, 'outcomes', quarantined.map(outcomeOfQuarantined));
  await publishBatch(publisher, 'events-validated', events);
}
