import type { Facts } from '../../shared/domain/enrichment/facts.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { RowReader } from '../../shared/ports/lookup-store.ts';
import { packagedSources } from './enrichment-sources.ts';

/** A world of which nothing is known. */
export const noFacts: Facts = {
  countryOf: () => undefined,
  networkOf: () => undefined,
  isCrawler: () => false,
  mailDomainKind: () => 'business',
};

/** A world of which only these facts are known. */
export const someSources = (facts: Partial<Facts>, rows?: RowReader): EnrichmentSources => ({
  facts: { open: async () => ({ ...noFacts, ...facts }) },
  rows: rows ?? packagedSources.rows,
});
