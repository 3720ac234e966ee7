import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { transactionBytesAtMost } from '../../shared/runtime/change-profiles.ts';
import { eachOf } from '../../shared/runtime/each-of.ts';
import { identityCacheOf } from '../../shared/runtime/identity-cache.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { transactionsOf } from '../../shared/runtime/transactions-of.ts';
import { type IsPoison, isPoison, type MergedBatch, merge } from './merge.ts';

/** How transactions are cut: enough people to share the cost, few enough to hold little at once and to stay well under 10 MiB. */
export interface Transactions {
  /** The people of one, about. */
  people: number;
  /** How many are on their way at once. */
  atOnce: number;
}

/** To a store that is waited for: some are decided while others are written. Many more would only wait for each other. */
export const overTheNetwork: Transactions = { people: 50, atOnce: 4 };

/** To a store of this process, which has one writer: two at once would only overtake each other. */
export const inTheProcess: Transactions = { people: 200, atOnce: 1 };

/**
 * What is known to be large is not decided together: all of it would be decided for nothing, halved, and decided again. The other half is for what
 * readers see, for what comes in, and for profiles that are not known.
 */
const knownBytesAtMost = transactionBytesAtMost / 2;

/**
 * Joins any number of events into profiles. One transaction for all would hold all that it writes in memory at once.
 * @param onMerged hears of each transaction once it is committed. That stays committed, whatever becomes of the others.
 * @throws what the store or `onMerged` throws first, when no transaction is on its way any more; those before it are committed.
 */
export function mergeInTransactions(
  events: readonly CanonicalEvent[],
  store: ProfileStore,
  rules: Rules,
  { people, atOnce }: Transactions,
  onMerged: (merged: MergedBatch) => Promise<void> | void,
  clock: Clock = Date.now,
  blamesEvents: IsPoison = isPoison,
): Promise<void> {
  const transactions = transactionsOf(events, rules.identity, identityCacheOf(store), {
    people,
    bytes: knownBytesAtMost,
  });
  return eachOf(transactions, atOnce, async (some) =>
    onMerged(await merge(some, store, rules, clock, blamesEvents)),
  );
}
