import {
  effectId,
  type RecordedTransition,
  type Transition,
} from '../domain/audience/transition.ts';
import type { ProfileView } from '../domain/profile/view.ts';
import type { Publisher } from '../ports/event-bus.ts';
import type { Effects, StoredProfile } from '../ports/profile-store.ts';
import { publishBatches } from './publish-batch.ts';

/** What a commit made of a profile: what subscribers of `profile-changes` hear. The id is the same however often it is told. */
export type ProfileChange =
  | { id: string; type: 'changed'; profileId: string; version: number; profile: ProfileView }
  | { id: string; type: 'removed'; profileId: string };

/** What commits have to tell. */
export interface Told {
  changes: ProfileChange[];
  transitions: Transition[];
}

/** Of each kind, how many effects a profile remembers; and of those of the latest write, which may not have been told, how many at most. */
const remembered = { earlier: 16, latest: 200 } as const;

export const changed = ({ profileId, version, view }: StoredProfile): ProfileChange => ({
  id: effectId(profileId, version, 'changed'),
  type: 'changed',
  profileId,
  version,
  profile: view,
});

export const removed = ({ profileId, version }: Effects['removed'][number]): ProfileChange => ({
  id: effectId(profileId, version, 'removed'),
  type: 'removed',
  profileId,
});

/** The effects of earlier writes and of the latest as one, oldest first, as many as are remembered; `undefined` where there are none. */
export function joinEffects(
  earlier: readonly (Effects | undefined)[],
  latest: Effects,
): Effects | undefined {
  const joined = <Effect>(of: (effects: Effects) => readonly Effect[]): Effect[] => {
    const kept = Math.max(remembered.earlier, Math.min(of(latest).length, remembered.latest));
    const known = earlier.flatMap((effects) => (effects === undefined ? [] : of(effects)));
    return [...known, ...of(latest)].slice(-kept);
  };
  const [transitions, gone] = [joined((one) => one.transitions), joined((one) => one.removed)];
  return transitions.length + gone.length === 0 ? undefined : { transitions, removed: gone };
}

/** Transitions as they are told: each with a profile, its own or the one that it went into. */
export const told = (
  transitions: readonly RecordedTransition[],
  profile: ProfileView,
): Transition[] => transitions.map((transition) => ({ ...transition, profile }));

export const publishEffects = (
  publisher: Publisher,
  { changes, transitions }: Told,
): Promise<void> =>
  publishBatches(publisher, { 'profile-changes': changes, 'audience-changes': transitions });
