import type { CanonicalEvent, Outcome } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import { mergeEvents, type ProfileRules } from '../domain/profile/merge-events.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import { changeProfiles, type ProfileChange } from './change-profiles.ts';

export interface Committed {
  /** Of each event, in order. */
  outcomes: Outcome[];
  changes: ProfileChange[];
}

/** Joins events into their profiles in one transaction. @throws PoisonError, or what the store throws. */
export async function commitEvents(
  store: ProfileStore,
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
): Promise<Committed> {
  const keys = events.flatMap((event) => {
    const identifiers = identifiersOf(event, rules.identity);
    return identifiers === undefined ? [] : [identifiers.primary, ...identifiers.others];
  });
  const { result, changes } = await changeProfiles(store, keys, rules, (profiles) => {
    const merged = mergeEvents(profiles, events, rules);
    if (merged.kind === 'incomplete') return merged;
    return { kind: 'decided', changes: merged, result: merged.outcomes };
  });
  return { outcomes: result, changes };
}
