import { outcomeOfQuarantined } from '../../shared/domain/event/outcome.ts';
import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { decodeEvents } from '../../shared/runtime/decode-events.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { merge } from './merge.ts';

/** From `events-enriched` into profiles; tells `profile-changes` and `outcomes`. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  store: ProfileStore,
  rules: Rules,
): Promise<void> {
  const { events, quarantined } = decodeEvents(message);
  const merged = await merge(events, store, rules);
  const rejected = [...quarantined, ...merged.quarantined];
  await publishBatch(publisher, 'events-quarantined', rejected);
  await publishBatch(publisher, 'profile-changes', merged.changes);
  await publishBatch(publisher, 'outcomes', [
    ...quarantined.map(outcomeOfQuarantined),
    ...merged.outcomes,
  ]);
}
