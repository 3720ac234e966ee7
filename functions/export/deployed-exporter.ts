import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { Deployment } from '../../shared/runtime/deployment.ts';
import { enrichmentSources } from '../../shared/runtime/enrichment-sources.ts';
import { exportStore, lookupStore, profileStore } from '../../shared/runtime/stores.ts';
import { enrich } from '../enrich/enrich.ts';
import type { Exporter } from './target.ts';

/** The instance's own: opened data, and the rows that it has read. */
let sources: EnrichmentSources | undefined;

/** What exports work with in a deployment. */
export async function deployedExporter(deployed: Deployment): Promise<Exporter> {
  const { rules } = deployed;
  sources ??= enrichmentSources(rules.enrichment, lookupStore());
  const known = sources;
  return {
    store: profileStore(),
    archive: await deployed.archive(),
    deliveries: (await deployed.activation()).deliveries,
    enrich: (events) => enrich(events, rules, known),
    warehouse: await deployed.warehouse(),
    exports: exportStore(),
    rules,
  };
}
