import type { Evidence } from '../domain/identity/evidence.ts';
import type { IdentifierKey } from '../domain/identity/identifier.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import { type NotLinked, severEdge } from '../domain/profile/sever-edge.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import { changeProfiles } from './change-profiles.ts';
import type { Told } from './effects.ts';

/** Severs the link between two identifiers, in one transaction; or says what links there are instead. */
export async function severLink(
  store: ProfileStore,
  ends: readonly [IdentifierKey, IdentifierKey],
  cut: Evidence,
  rules: ProfileRules,
  now = cut.at,
): Promise<({ kind: 'severed' } & Told) | NotLinked> {
  const { result, changes, transitions } = await changeProfiles<NotLinked | undefined>(
    store,
    ends,
    rules,
    { now, reason: 'severed' },
    (profiles) => {
      const severed = severEdge(profiles, ends, cut, rules.identity);
      switch (severed.kind) {
        case 'incomplete':
          return severed;
        case 'not-linked':
          return { kind: 'decided', changes: { changed: [], removed: [] }, result: severed };
        case 'severed':
          return { kind: 'decided', changes: severed, result: undefined };
      }
    },
  );
  return result ?? { kind: 'severed', changes, transitions };
}
