import type { RateLimit } from '../rate/token-bucket.ts';
import type { Occurrence } from './occurrence.ts';

/** What deliveries are sent to. */
export type Target =
  | {
      kind: 'webhook';
      url: string;
      secrets: readonly Uint8Array[];
      headers: Readonly<Record<string, string>>;
    }
  | { kind: 'topic'; topic: string }
  | { kind: 'warehouse' };

/** A destination of the configuration, ready for use. Times are milliseconds. */
export interface Destination {
  name: string;
  target: Target;
  audiences: ReadonlySet<string>;
  profileChanges: boolean;
  /** The categories that a person must have consented to, all of them. */
  consent: readonly string[];
  /** Paths into the profile's view. */
  fields: readonly (readonly string[])[];
  ordered: boolean;
  rate?: RateLimit;
  concurrency: number;
  timeoutMs: number;
  retryForMs: number;
  /** Why nothing can be sent from this environment yet, such as a secret that is not set in it. Deliveries wait until it is mended. */
  problem?: string;
}

export type Destinations = Readonly<Record<string, Destination>>;

/** Whether a destination hears of an occurrence. */
export function wants({ audiences, profileChanges }: Destination, occurrence: Occurrence): boolean {
  switch (occurrence.type) {
    case 'audience.entered':
    case 'audience.exited':
      return occurrence.audience !== undefined && audiences.has(occurrence.audience);
    case 'profile.changed':
    case 'profile.removed':
      return profileChanges;
  }
}
