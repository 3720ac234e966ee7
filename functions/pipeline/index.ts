import { cloudEvent } from '@google-cloud/functions-framework';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import { enrichmentSources } from '../../shared/runtime/enrichment-sources.ts';
import type { GroupCommit } from '../../shared/runtime/group-commit.ts';
import { tracedPublisher } from '../../shared/runtime/in-span.ts';
import { lookupStore, profileStore } from '../../shared/runtime/stores.ts';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { mergeInGroups } from '../merge/merge-in-groups.ts';
import { onMessage } from './on-message.ts';

/** The instance's own: what its concurrent invocations share. */
let sources: EnrichmentSources | undefined;
let commits: GroupCommit<CanonicalEvent> | undefined;

cloudEvent(
  'pipeline',
  toFunction('pipeline', (message, { publisher, rules, telemetry }, span) => {
    sources ??= enrichmentSources(rules.enrichment, lookupStore());
    commits ??= mergeInGroups(publisher(), profileStore(), rules, Date.now, telemetry);
    return onMessage(message, tracedPublisher(publisher(), span), rules, sources, commits, span);
  }),
);
