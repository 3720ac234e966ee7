import type { Transition } from '../../shared/domain/audience/transition.ts';
import { documentId } from '../../shared/domain/digest.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';

/** What readers see of a person who has agreed to marketing, if nothing else is said. */
export const aView = (name: string, parts: Partial<ProfileView> = {}): ProfileView => ({
  profileId: documentId(`user_id:${name}`),
  identifiers: { user_id: [name] },
  traits: { email: `${name}@example.com`, name },
  consent: { marketing: true },
  firstSeenAt: '2026-01-01T12:00:00.000Z',
  lastSeenAt: '2026-01-01T12:00:00.000Z',
  events: 1,
  ...parts,
});

/** Somebody entered the audience `vip`, if nothing else is said. */
export function aTransition(name: string, parts: Partial<Transition> = {}): Transition {
  const profile = aView(name);
  const { profileId } = profile;
  const { type = 'entered', audience = 'vip', version = 1 } = parts;
  return {
    id: documentId(`${profileId} ${version} ${type} ${audience}`),
    type,
    audience,
    profileId,
    version,
    at: '2026-01-01T12:00:00.000Z',
    reason: 'event',
    profile,
    ...parts,
  };
}
