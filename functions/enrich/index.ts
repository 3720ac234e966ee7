import { cloudEvent } from '@google-cloud/functions-framework';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import { enrichmentSources } from '../../shared/runtime/enrichment-sources.ts';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { onMessage } from './on-message.ts';

/** The instance's own: opened data, and the rows that it has read. */
let sources: EnrichmentSources | undefined;

cloudEvent(
  'enrich',
  toFunction((message, { publisher, lookups, rules }) => {
    sources ??= enrichmentSources(rules.enrichment, lookups());
    return onMessage(message, publisher(), rules, sources);
  }),
);
