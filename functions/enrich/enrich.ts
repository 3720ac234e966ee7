import { enrichEvent, factsNeeded } from '../../shared/domain/enrichment/enrich-event.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import { addRows } from '../../shared/runtime/add-rows.ts';
import type { Rules } from '../../shared/runtime/rules.ts';

/** Adds to each event what follows from it, from data about the world, and from lookup tables. What fails flags the event, which goes on. */
export async function enrich(
  events: readonly CanonicalEvent[],
  { enrichment: { enrichers, lookups } }: Pick<Rules, 'enrichment'>,
  sources: EnrichmentSources,
): Promise<CanonicalEvent[]> {
  const facts = await sources.facts.open(factsNeeded(events, enrichers));
  const enriched = events.map((event) => enrichEvent(event, facts, enrichers));
  return lookups.length === 0 ? enriched : addRows(enriched, lookups, sources.rows);
}
