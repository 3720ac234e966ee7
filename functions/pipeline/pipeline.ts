import type { QuarantinedEvent } from '../../shared/domain/event/event.ts';
import { type OutcomeRecord, outcomeOfQuarantined } from '../../shared/domain/event/outcome.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import type { Told } from '../../shared/runtime/effects.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { enrich } from '../enrich/enrich.ts';
import { merge } from '../merge/merge.ts';
import { validate } from '../validate/validate.ts';

/** What a batch of messages led to: one outcome for every arrival. */
export interface Processed extends Told {
  outcomes: OutcomeRecord[];
  quarantined: QuarantinedEvent[];
}

/** The three stages as one step: pure up to the single commit. @throws what the store throws: deliver the messages again. */
export async function pipeline(
  messages: readonly Message[],
  store: ProfileStore,
  rules: Rules,
  sources: EnrichmentSources,
  clock: Clock = Date.now,
): Promise<Processed> {
  const validated = validate(messages, rules);
  const enriched = await enrich(validated.events, rules, sources);
  const merged = await merge(enriched, store, rules, clock);
  return {
    outcomes: [...validated.quarantined.map(outcomeOfQuarantined), ...merged.outcomes],
    quarantined: [...validated.quarantined, ...merged.quarantined],
    changes: merged.changes,
    transitions: merged.transitions,
  };
}
