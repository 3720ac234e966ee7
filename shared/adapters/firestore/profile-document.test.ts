import { Timestamp } from '@google-cloud/firestore';
import { describe, expect, test } from 'vitest';
import indexes from '../../../emulator-config/firestore.indexes.json' with { type: 'json' };
import type { ProfileView } from '../../domain/profile/view.ts';
import { identityDocument, profileDocument, storedProfile } from './profile-document.ts';

/** Every field that there is, so that the compiler asks for a new one here. */
const view: Required<ProfileView> = {
  profileId: 'p',
  identifiers: { user_id: ['u1'], email: ['mei@example.com'] },
  traits: { plan: 'pro' },
  computed: { orders: 3 },
  groups: ['g'],
  consent: { ads: false },
  firstSeenAt: '2026-01-02T03:04:05.678Z',
  lastSeenAt: '2026-02-03T04:05:06.789Z',
  events: 12,
};
const stored = { profileId: 'p', view, core: Buffer.from('evidence'), version: 7 };

describe('the document of a profile', () => {
  test('holds the view as plain fields, with its times as timestamps', () => {
    expect(profileDocument(stored)).toEqual({
      ...view,
      firstSeenAt: Timestamp.fromDate(new Date(view.firstSeenAt)),
      lastSeenAt: Timestamp.fromDate(new Date(view.lastSeenAt)),
      core: stored.core,
      version: 7,
    });
  });

  test('is the profile again', () => {
    expect(storedProfile('p', profileDocument(stored))).toStrictEqual(stored);
  });

  test('keeps as text a time that Firestore has no timestamp for', () => {
    const old = { ...stored, view: { ...view, firstSeenAt: '0000-06-01T00:00:00.000Z' } };
    expect(profileDocument(old)['firstSeenAt']).toBe('0000-06-01T00:00:00.000Z');
    expect(storedProfile('p', profileDocument(old))).toStrictEqual(old);
  });
});

describe('no query needs an index, and every indexed field would be paid for with every write:', () => {
  const exempt = (collection: string) =>
    indexes.fieldOverrides
      .filter(
        (override) => override.collectionGroup === collection && override.indexes.length === 0,
      )
      .map(({ fieldPath }) => fieldPath);

  test('every field of a profile is exempt', () => {
    expect(exempt('profiles').sort()).toEqual(Object.keys(profileDocument(stored)).sort());
  });

  test('every field of an identity is exempt', () => {
    const identity = identityDocument({ id: 'i', kind: 'email', value: 'a@b.c', profileId: 'p' });
    expect(exempt('identities').sort()).toEqual(Object.keys(identity).sort());
  });
});
