import { openedFacts } from '../adapters/databases/opened-facts.ts';
import type { EnrichmentRules } from '../domain/enrichment/enrichment-rules.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { RowReader } from '../ports/lookup-store.ts';
import { RecentRows } from './recent-rows.ts';

/** What enrichment knows beside the events: the databases, opened when first needed, and rows of tables, of which the recent ones are held. */
export const enrichmentSources = (
  { databases }: EnrichmentRules,
  tables: RowReader,
): EnrichmentSources => ({ facts: openedFacts(databases), rows: new RecentRows(tables) });
