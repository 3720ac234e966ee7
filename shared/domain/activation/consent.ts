import type { ProfileView } from '../profile/view.ts';
import type { Destination } from './destination.ts';
import type { Subject } from './occurrence.ts';

/**
 * Why nothing may be sent of a person to a destination; `undefined` where it may. Silence is no consent. Of somebody who was erased only that
 * is told, and only where no consent is asked for.
 */
export function consentRefusal(
  { consent }: Pick<Destination, 'consent'>,
  { type }: Pick<Subject, 'type'>,
  profile: ProfileView | undefined,
): string | undefined {
  if (profile === undefined) {
    const tellsOnlyThat = type === 'profile.removed' && consent.length === 0;
    return tellsOnlyThat ? undefined : 'The profile is gone.';
  }
  const missing = consent.filter((category) => profile.consent?.[category] !== true);
  return missing.length === 0 ? undefined : `No consent to ${missing.join(', ')}.`;
}
