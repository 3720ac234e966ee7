import type { QuarantinedEvent } from '../../shared/domain/event/event.ts';
import { type OutcomeRecord, outcomeOfQuarantined } from '../../shared/domain/event/outcome.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { EnrichmentSources } from '../../shared/ports/enrichment-sources.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { eachAlone } from '../../shared/runtime/each-alone.ts';
import type { Told } from '../../shared/runtime/effects.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { enrich } from '../enrich/enrich.ts';
import type { IsPoison, MergedBatch } from '../merge/merge.ts';
import { inTheProcess, mergeInTransactions } from '../merge/merge-in-transactions.ts';
import { validate } from '../validate/validate.ts';

/** What a batch of messages led to: one outcome for every arrival. */
export interface Processed extends Told {
  /** How many arrivals of each source there were. */
  accepted: Map<string, number>;
  outcomes: OutcomeRecord[];
  quarantined: QuarantinedEvent[];
}

/**
 * The three stages as one step: pure up to the commits.
 * @param onMerged hears what each commit has to tell, as soon as it is there: where a later one fails, nobody else hears of it.
 * @throws what the store throws: deliver the messages again.
 */
export async function pipeline(
  messages: readonly Message[],
  store: ProfileStore,
  rules: Rules,
  sources: EnrichmentSources,
  clock: Clock = Date.now,
  isPoison?: IsPoison,
  onMerged: (told: Told) => void = () => {},
): Promise<Processed> {
  const validated = validate(messages, rules);
  const enriched = await eachAlone('It could not be enriched', validated.events, (events) =>
    enrich(events, rules, sources),
  );
  const merged: MergedBatch[] = [];
  await mergeInTransactions(
    enriched.events,
    store,
    rules,
    inTheProcess,
    (batch) => {
      merged.push(batch);
      onMerged(batch);
    },
    clock,
    isPoison,
  );
  const rejected = [...validated.quarantined, ...enriched.quarantined];
  return {
    accepted: validated.accepted,
    outcomes: [
      ...rejected.map(outcomeOfQuarantined),
      ...merged.flatMap(({ outcomes }) => outcomes),
    ],
    quarantined: [...rejected, ...merged.flatMap(({ quarantined }) => quarantined)],
    changes: merged.flatMap(({ changes }) => changes),
    transitions: merged.flatMap(({ transitions }) => transitions),
  };
}
