import { cloudEvent } from '@google-cloud/functions-framework';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import { enrichmentSources } from '../../shared/runtime/enrichment-sources.ts';
import { tracedPublisher } from '../../shared/runtime/in-span.ts';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { onMessage } from './on-message.ts';

/** The instance's own: opened data, and the rows that it has read. */
let sources: EnrichmentSources | undefined;

cloudEvent(
  'enrich',
  toFunction('enrich', (message, { publisher, lookups, rules }, span) => {
    sources ??= enrichmentSources(rules.enrichment, lookups());
    return onMessage(message, tracedPublisher(publisher(), span), rules, sources, span);
  }),
);
