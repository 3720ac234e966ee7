import { cloudEvent } from '@google-cloud/functions-framework';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { RowReader } from '../../shared/ports/lookup-store.ts';
import { enrichmentSources } from '../../shared/runtime/enrichment-sources.ts';
import { tracedPublisher } from '../../shared/runtime/in-span.ts';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { onMessage } from './on-message.ts';

/** A configuration without lookups has no need of Firestore: it is loaded when a row is first asked for. */
const tables: RowReader = {
  async rows(table, keys) {
    const { lookupStore } = await import('../../shared/runtime/stores.ts');
    return lookupStore().rows(table, keys);
  },
};

/** The instance's own: opened data, and the rows that it has read. */
let sources: EnrichmentSources | undefined;

cloudEvent(
  'enrich',
  toFunction('enrich', (message, { publisher, rules }, span) => {
    sources ??= enrichmentSources(rules.enrichment, tables);
    return onMessage(message, tracedPublisher(publisher(), span), rules, sources, span);
  }),
);
