import type { ProfileView } from '../profile/view.ts';

/** Somebody entered or left an audience: what the topic `audience-changes` carries arrays of. */
export interface AudienceTransition {
  /** Deterministic, so that however often it is published it is recognisably one. */
  id: string;
  type: 'entered' | 'exited';
  audience: string;
  profileId: string;
  /** Of the profile's document: it orders the transitions of one profile. */
  version: number;
  /** When it became true; ISO 8601. */
  at: string;
  reason?: string;
  /** The profile that took this one over. */
  mergedInto?: string;
  profile: ProfileView;
}
