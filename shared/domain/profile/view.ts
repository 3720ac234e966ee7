import type { Json } from '../json.ts';

/** What readers see of a profile: plain fields, absent where empty. Times are ISO 8601 in UTC. */
export interface ProfileView {
  profileId: string;
  /** Values by kind, sorted. */
  identifiers: Record<string, string[]>;
  traits?: Record<string, Json>;
  computed?: Record<string, Json>;
  /** The names of the audiences that it belongs to, sorted. */
  audiences?: string[];
  groups?: string[];
  /** Consent by category. */
  consent?: Record<string, boolean>;
  firstSeenAt: string;
  lastSeenAt: string;
  /** How many distinct events it was made of. */
  events: number;
}
