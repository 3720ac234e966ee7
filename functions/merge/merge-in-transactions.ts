import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { eachOf } from '../../shared/runtime/each-of.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { transactionsOf } from '../../shared/runtime/transactions-of.ts';
import { type IsPoison, isPoison, type MergedBatch, merge } from './merge.ts';

/** A store is waited for, so that some are decided while others are written; many more would only wait for each other. */
export const transactionsAtOnce = 4;

/**
 * Joins any number of events into profiles, in transactions of some tens of people. One for all would hold all that it writes in memory at once.
 * @param onMerged hears of each transaction once it is committed.
 * @throws what the store or `onMerged` throws first, when no transaction is on its way any more; those before it are committed.
 */
export function mergeInTransactions(
  events: readonly CanonicalEvent[],
  store: ProfileStore,
  rules: Rules,
  onMerged: (merged: MergedBatch) => Promise<void>,
  clock: Clock = Date.now,
  blamesEvents: IsPoison = isPoison,
): Promise<void> {
  return eachOf(transactionsOf(events, rules.identity), transactionsAtOnce, async (some) =>
    onMerged(await merge(some, store, rules, clock, blamesEvents)),
  );
}
