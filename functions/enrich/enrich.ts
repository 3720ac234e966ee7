import { enrichEvent } from '../../shared/domain/enrichment/enrich-event.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';

/** Adds to each event what follows from it. */
export const enrich = (events: readonly CanonicalEvent[]): CanonicalEvent[] =>
  events.map(enrichEvent);
