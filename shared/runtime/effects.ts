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

/** Of each kind, how many effects a profile remembers. */
const remembered = 16;

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

/** The effects of several documents as one, oldest first, as many as are remembered; `undefined` where there are none. */
export function joinEffects(all: readonly (Effects | undefined)[]): Effects | undefined {
  const transitions = all.flatMap((effects) => effects?.transitions ?? []).slice(-remembered);
  const gone = all.flatMap((effects) => effects?.removed ?? []).slice(-remembered);
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
