import { documentId } from '../digest.ts';
import type { ProfileView } from '../profile/view.ts';

/** Why somebody entered or left an audience: an event, time alone, two profiles that became one or came apart, or another rule. */
export type TransitionReason = 'event' | 'time' | 'merged' | 'severed' | 'backfill';

/** Somebody entered or left an audience: what subscribers of `audience-changes` hear. */
export interface Transition {
  /** The same however often it is told. */
  id: string;
  type: 'entered' | 'exited';
  audience: string;
  profileId: string;
  /** Of the profile's document: orders the transitions of one profile. */
  version: number;
  /** When it became true, ISO 8601. */
  at: string;
  reason: TransitionReason;
  /** Where the person is now known: the profile that this one went into. */
  mergedInto?: string;
  profile: ProfileView;
}

/** A transition as a profile's document remembers it: the profile is around it. */
export type RecordedTransition = Omit<Transition, 'profile'>;

type Told = Pick<RecordedTransition, 'profileId' | 'version' | 'at' | 'reason' | 'mergedInto'>;

/** What happened between two states of a profile's memberships, in the order of the audiences' names. */
export function transitionsBetween(
  before: readonly string[],
  after: readonly string[],
  told: (audience: string) => Told,
): RecordedTransition[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [...new Set([...before, ...after])].sort().flatMap((audience) => {
    if (had.has(audience) === has.has(audience)) return [];
    return [transition(has.has(audience) ? 'entered' : 'exited', audience, told(audience))];
  });
}

const transition = (
  type: Transition['type'],
  audience: string,
  told: Told,
): RecordedTransition => ({
  id: effectId(told.profileId, told.version, `${type} ${audience}`),
  type,
  audience,
  ...told,
});

/** The id of what a version of a profile has to tell. */
export const effectId = (profileId: string, version: number, effect: string): string =>
  documentId(`${profileId} ${version} ${effect}`);
