import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { silentSpan } from '../../shared/ports/telemetry.ts';
import { decodeEvents } from '../../shared/runtime/decode-events.ts';
import { eachAlone } from '../../shared/runtime/each-alone.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import { publishRejected } from '../../shared/runtime/publish-rejected.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { enrich } from './enrich.ts';

/** From `events-validated` to `events-enriched`. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  rules: Pick<Rules, 'enrichment'>,
  sources: EnrichmentSources,
  span = silentSpan,
): Promise<void> {
  const decoded = decodeEvents(message);
  const enriched = await eachAlone('It could not be enriched', decoded.events, (events) =>
    enrich(events, rules, sources),
  );
  const quarantined = [...decoded.quarantined, ...enriched.quarantined];
  span.took(enriched.events.length + quarantined.length);
  await publishRejected(publisher, quarantined, span);
  await publishBatch(publisher, 'events-enriched', enriched.events);
}
