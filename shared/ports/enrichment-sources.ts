import type { FactKind, Facts } from '../domain/enrichment/facts.ts';
import type { RowReader } from './lookup-store.ts';

/** Opens data about the world: databases of addresses, lists of crawlers and of mail domains. */
export interface FactSource {
  /** The facts, with data of these kinds opened, which is held from then on. What can't be opened throws when it is asked, not here. */
  open(kinds: readonly FactKind[]): Promise<Facts>;
}

/** What enrichment knows beside the events. */
export interface EnrichmentSources {
  facts: FactSource;
  rows: RowReader;
}
