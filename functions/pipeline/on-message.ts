import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { silentSpan } from '../../shared/ports/telemetry.ts';
import { eachAlone } from '../../shared/runtime/each-alone.ts';
import type { GroupCommit } from '../../shared/runtime/group-commit.ts';
import { publishRejected } from '../../shared/runtime/publish-rejected.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { enrich } from '../enrich/enrich.ts';
import { validate } from '../validate/validate.ts';

/** From `events` straight into profiles. A rejection asks for redelivery. */
export async function onMessage(
  message: Message,
  publisher: Publisher,
  rules: Rules,
  sources: EnrichmentSources,
  commits: GroupCommit<CanonicalEvent>,
  span = silentSpan,
): Promise<void> {
  const validated = validate([message], rules);
  const enriched = await eachAlone('It could not be enriched', validated.events, (events) =>
    enrich(events, rules, sources),
  );
  const quarantined = [...validated.quarantined, ...enriched.quarantined];
  span.took(enriched.events.length + quarantined.length);
  await publishRejected(publisher, quarantined, span);
  await commits.add(enriched.events, span.traceparent);
}
