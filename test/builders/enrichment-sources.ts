import { openedFacts } from '../../shared/adapters/databases/opened-facts.ts';
import { MemoryLookupStore } from '../../shared/adapters/memory/lookup-store.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';

/** The databases as they come, and lookup tables without rows. */
export const packagedSources: EnrichmentSources = {
  facts: openedFacts({}),
  rows: new MemoryLookupStore(),
};
