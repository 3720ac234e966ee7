import type { Evidence } from '../domain/identity/evidence.ts';
import type { IdentifierKey } from '../domain/identity/identifier.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import { type NotLinked, severEdge } from '../domain/profile/sever-edge.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import { changeProfiles, type ProfileChange } from './change-profiles.ts';

/** Severs the link between two identifiers, in one transaction; or says what links there are instead. */
export async function severLink(
  store: ProfileStore,
  ends: readonly [IdentifierKey, IdentifierKey],
  cut: Evidence,
  rules: ProfileRules,
): Promise<{ kind: 'severed'; changes: ProfileChange[] } | NotLinked> {
  const { result, changes } = await changeProfiles<NotLinked | undefined>(
    store,
    ends,
    rules,
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
  return result ?? { kind: 'severed', changes };
}
