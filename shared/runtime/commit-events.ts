import type { CanonicalEvent, Outcome } from '../domain/event/event.ts';
import type { IdentifierKey } from '../domain/identity/identifier.ts';
import { mergeResolved, type ProfileRules, resolve } from '../domain/profile/merge-events.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import { changeProfiles } from './change-profiles.ts';
import type { Told } from './effects.ts';

export interface Committed extends Told {
  /** Of each event, in order. */
  outcomes: Outcome[];
}

/**
 * Joins events into their profiles in one transaction. @param now what the profiles are judged by, milliseconds since 1970.
 * @throws PoisonError, or what the store throws.
 */
export async function commitEvents(
  store: ProfileStore,
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
  now: number,
): Promise<Committed> {
  const resolved = resolve(events, rules);
  const keys = new Set<IdentifierKey>();
  for (const { identifiers } of resolved) {
    if (identifiers === undefined) continue;
    keys.add(identifiers.primary);
    for (const other of identifiers.others) keys.add(other);
  }
  const { result, changes, transitions } = await changeProfiles(
    store,
    keys,
    rules,
    { now, reason: 'event' },
    (profiles) => {
      const merged = mergeResolved(profiles, resolved, rules);
      if (merged.kind === 'incomplete') return merged;
      const { changed, removed, outcomes, redelivered } = merged;
      // A duplicate that comes again is one again, and tells nothing.
      const comesAgain = new Set<IdentifierKey>();
      for (const [index, { identifiers }] of resolved.entries()) {
        if (identifiers && outcomes[index] === 'applied') comesAgain.add(identifiers.primary);
      }
      return {
        kind: 'decided',
        changes: { changed, removed },
        result: outcomes,
        tellAgain: redelivered,
        comesAgain,
      };
    },
  );
  return { outcomes: result, changes, transitions };
}
