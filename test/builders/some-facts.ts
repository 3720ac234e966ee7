import type { Facts } from '../../shared/domain/enrichment/facts.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { RowReader } from '../../shared/ports/lookup-store.ts';
import { packagedSources } from './enrichment-sources.ts';

/** A world of which little is known: some facts, and nothing of what is not given. */
export const someSources = (facts: Partial<Facts>, rows?: RowReader): EnrichmentSources => ({
  facts: {
    open: async () => ({
      countryOf: () => undefined,
      networkOf: () => undefined,
      isCrawler: () => false,
      mailDomainKind: () => 'business',
      ...facts,
    }),
  },
  rows: rows ?? packagedSources.rows,
});
