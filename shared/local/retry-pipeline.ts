import { setTimeout } from 'node:timers/promises';
import { type IsPoison, isPoison } from '../../functions/merge/merge.ts';
import { type Processed, pipeline } from '../../functions/pipeline/pipeline.ts';
import type { Clock } from '../ports/clock.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { Message } from '../ports/event-bus.ts';
import { ContentionError, noWrites, type ProfileStore } from '../ports/profile-store.ts';
import type { Told } from '../runtime/effects.ts';
import type { Rules } from '../runtime/rules.ts';

/** How long to wait before each further try, milliseconds. */
const pauses = [20, 100, 500];

/**
 * The pipeline, tried again where the store fails. What fails every time although the store is well is the fault of an event: the batch is
 * taken apart, and that event is quarantined, for nothing behind it in the log would ever be dealt with.
 * @param onMerged as of the pipeline: a try that fails may have committed something.
 * @throws where the store stays unwell: the same messages again, later.
 */
export async function retryPipeline(
  messages: readonly Message[],
  store: ProfileStore,
  rules: Rules,
  sources: EnrichmentSources,
  clock: Clock,
  onMerged: (told: Told) => void = () => {},
  pause: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<Processed> {
  for (const milliseconds of pauses) {
    try {
      return await pipeline(messages, store, rules, sources, clock, isPoison, onMerged);
    } catch {
      await pause(milliseconds);
    }
  }
  const blamesEvents: IsPoison = async (error) => {
    if (isPoison(error)) return true;
    return !(error instanceof ContentionError) && isWell(store);
  };
  return pipeline(messages, store, rules, sources, clock, blamesEvents, onMerged);
}

/** Whether a store takes transactions at all. */
const isWell = (store: ProfileStore): Promise<boolean> =>
  store.transact(async () => ({ writes: noWrites, result: true })).catch(() => false);
