import { type RecordedTransition, transitionsBetween } from '../domain/audience/transition.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import type { StoredProfile } from '../ports/profile-store.ts';
import { shownAt, toProfile } from './stored-profile.ts';

/** A profile's next version, and what time alone has done to its memberships. */
export interface Advanced {
  profile: StoredProfile;
  transitions: RecordedTransition[];
}

/**
 * Moves a profile on to a time, from each moment at which time alone changes it to the next: so every transition has the moment of its own,
 * however late it is found. Whoever enters and leaves again in between was never seen to.
 */
export function advanceProfile(
  before: StoredProfile,
  rules: ProfileRules,
  until: number,
): Advanced {
  const { profileId, core } = before;
  const version = before.version + 1;
  const profile = toProfile(before);
  const moved = new Map<string, number>();
  let shown: Pick<StoredProfile, 'view' | 'standing' | 'nextDueAt'> = before;
  while (shown.nextDueAt !== undefined && shown.nextDueAt <= until) {
    const now = shown.nextDueAt;
    const next = shownAt(profile, rules, now, shown);
    for (const audience of difference(shown.view.audiences, next.view.audiences)) {
      moved.set(audience, now);
    }
    shown = next;
  }
  const reason =
    before.standing === undefined || before.standing.rules === rules.audiences.fingerprint
      ? 'time'
      : 'backfill';
  const transitions = transitionsBetween(
    before.view.audiences ?? [],
    shown.view.audiences ?? [],
    (audience) => ({
      profileId,
      version,
      at: new Date(moved.get(audience) ?? until).toISOString(),
      reason,
    }),
  );
  const { view, standing, nextDueAt } = shown;
  const { effects } = before;
  return {
    profile: {
      profileId,
      core,
      version,
      view,
      ...(standing && { standing }),
      ...(nextDueAt !== undefined && { nextDueAt }),
      ...(effects && { effects }),
    },
    transitions,
  };
}

function difference(one: readonly string[] = [], other: readonly string[] = []): string[] {
  return [
    ...one.filter((name) => !other.includes(name)),
    ...other.filter((name) => !one.includes(name)),
  ];
}
