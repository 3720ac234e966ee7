import type { CanonicalEvent, QuarantinedEvent } from '../../shared/domain/event/event.ts';
import {
  type OutcomeRecord,
  outcomeOf,
  outcomeOfQuarantined,
} from '../../shared/domain/event/outcome.ts';
import { poison } from '../../shared/domain/event/rejection.ts';
import { poisonedEvent } from '../../shared/domain/event/validate-arrival.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { type ProfileStore, UnstorableError } from '../../shared/ports/profile-store.ts';
import { PoisonError } from '../../shared/runtime/change-profiles.ts';
import { commitAccounts } from '../../shared/runtime/commit-accounts.ts';
import { commitEvents } from '../../shared/runtime/commit-events.ts';
import type { Told } from '../../shared/runtime/effects.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { ProfileFullError } from '../../shared/runtime/stored-profile.ts';

export interface MergedBatch extends Told {
  outcomes: OutcomeRecord[];
  /** Events that no profile could take: alone, so that their neighbours went on. */
  quarantined: QuarantinedEvent[];
}

/** Whether a failure is the fault of the events, which no retry helps. */
export type IsPoison = (error: unknown) => boolean | Promise<boolean>;

/** The decision failed, or no store could hold what was decided. */
export const isPoison = (error: unknown): boolean =>
  error instanceof PoisonError || error instanceof UnstorableError;

/**
 * Joins events into profiles, in one transaction. Where the events are to blame, the batch is halved until the poison event is alone.
 * @throws what the store throws: a retry may help, and what was committed meanwhile is recognised.
 */
export async function merge(
  events: readonly CanonicalEvent[],
  store: ProfileStore,
  rules: Rules,
  clock: Clock = Date.now,
  blamesEvents: IsPoison = isPoison,
): Promise<MergedBatch> {
  if (events.length === 0) return { outcomes: [], changes: [], transitions: [], quarantined: [] };
  try {
    const { outcomes, changes, transitions } = await commitEvents(store, events, rules, clock());
    await commitAccounts(store, events, rules);
    return {
      outcomes: events.map((event, index) => outcomeOf(event, outcomes[index] ?? 'applied')),
      changes,
      transitions,
      quarantined: [],
    };
  } catch (error) {
    if (!(await blamesEvents(error))) throw error;
    const [event, ...others] = events;
    if (event !== undefined && others.length === 0) return poisoned(event, error);
    const middle = Math.ceil(events.length / 2);
    const first = await merge(events.slice(0, middle), store, rules, clock, blamesEvents);
    const second = await merge(events.slice(middle), store, rules, clock, blamesEvents);
    return {
      outcomes: [...first.outcomes, ...second.outcomes],
      changes: [...first.changes, ...second.changes],
      transitions: [...first.transitions, ...second.transitions],
      quarantined: [...first.quarantined, ...second.quarantined],
    };
  }
}

function poisoned(event: CanonicalEvent, error: unknown): MergedBatch {
  const cause = error instanceof PoisonError ? error.cause : error;
  const rejection = poison('No profile could take the event', cause);
  const quarantined = poisonedEvent(event, {
    ...rejection,
    rule: cause instanceof ProfileFullError ? 'profile-full' : rejection.rule,
  });
  return {
    outcomes: [outcomeOfQuarantined(quarantined)],
    changes: [],
    transitions: [],
    quarantined: [quarantined],
  };
}
