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

/** Of each kind, how many effects a profile remembers that have been told, or should have been. */
const remembered = 16;

/** Of each kind, those that may not have been told included: a document has room for them beside what readers see, and for how it stands with audiences. */
const bytesAtMost = 16 * 1024;

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

/**
 * The effects of earlier writes and of the latest as one, oldest first, as many as are remembered: of what is marked as untold, and of the latest write, all that there
 * is room for. `undefined` where there are none.
 */
export function joinEffects(
  earlier: readonly (Effects | undefined)[],
  latest: Effects,
): Effects | undefined {
  const known = earlier.flatMap((effects) => effects ?? []);
  const joined = <Effect>(of: (effects: Effects) => readonly Effect[]): Effect[] => [
    ...known.flatMap((effects) => (effects.untold ? [] : of(effects))).slice(-remembered),
    ...known.flatMap((effects) => (effects.untold ? of(effects) : [])),
    ...of(latest),
  ];
  const transitions = withinRoom(joined((effects) => effects.transitions));
  const gone = withinRoom(joined((effects) => effects.removed));
  return transitions.length + gone.length === 0 ? undefined : { transitions, removed: gone };
}

/** The latest that there is room for. */
function withinRoom<Effect>(effects: readonly Effect[]): Effect[] {
  if (effects.length <= remembered) return [...effects];
  let room = bytesAtMost;
  // JSON is longer than what Firestore counts.
  const from = effects.findLastIndex((effect) => {
    room -= Buffer.byteLength(JSON.stringify(effect));
    return room < 0;
  });
  return effects.slice(from + 1);
}

/** A document whose effects nobody comes again to tell: it is due at once, and the sweep that finds it tells them. */
export const leftToSweep = (
  document: StoredProfile,
  effects: Effects,
  at: number,
): StoredProfile => ({ ...document, nextDueAt: at, effects: { ...effects, untold: true } });

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
