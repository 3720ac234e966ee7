import { outcomeOfQuarantined } from '../../shared/domain/event/outcome.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { decodeEvents } from '../../shared/runtime/decode-events.ts';
import { eachAlone } from '../../shared/runtime/each-alone.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { enrich } from './enrich.ts';

/** From `events-validated` to `events-enriched`. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  rules: Pick<Rules, 'enrichment'>,
  sources: EnrichmentSources,
): Promise<void> {
  const decoded = decodeEvents(message);
  const enriched = await eachAlone('It could not be enriched', decoded.events, (events) =>
    enrich(events, rules, sources),
  );
  const quarantined = [...decoded.quarantined, ...enriched.quarantined];
  await publishBatch(publisher, 'events-quarantined', quarantined);
  await publishBatch(publisher, 'outcomes', quarantined.map(outcomeOfQuarantined));
  await publishBatch(publisher, 'events-enriched', enriched.events);
}
