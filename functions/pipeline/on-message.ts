import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { pipeline } from './pipeline.ts';

/** From `events` straight into profiles; tells `profile-changes` and `outcomes`. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  store: ProfileStore,
  rules: Rules,
): Promise<void> {
  const processed = await pipeline([message], store, rules);
  await publishBatch(publisher, 'events-quarantined', processed.quarantined);
  await publishBatch(publisher, 'profile-changes', processed.changes);
  await publishBatch(publisher, 'outcomes', processed.outcomes);
}
