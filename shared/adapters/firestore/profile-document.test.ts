import { Timestamp } from '@google-cloud/firestore';
import { describe, expect, test } from 'vitest';
import indexes from '../../../emulator-config/firestore.indexes.json' with { type: 'json' };
import type { ProfileView } from '../../domain/profile/view.ts';
import type { StoredProfile } from '../../ports/profile-store.ts';
import { identityDocument, profileDocument, storedProfile } from './profile-document.ts';

/** Every field that there is, so that the compiler asks for a new one here. */
const view: Required<ProfileView> = {
  profileId: 'p',
  identifiers: { user_id: ['u1'], email: ['mei@example.com'] },
  traits: { plan: 'pro' },
  computed: { orders: 3 },
  audiences: ['vip'],
  groups: ['g'],
  consent: { ads: false },
  firstSeenAt: '2026-01-02T03:04:05.678Z',
  lastSeenAt: '2026-02-03T04:05:06.789Z',
  events: 12,
};
const stored: Required<StoredProfile> = {
  profileId: 'p',
  view,
  core: Buffer.from('evidence'),
  version: 7,
  nextDueAt: Date.parse('2026-03-04T05:06:07.890Z'),
  standing: {
    rules: 'fingerprint',
    since: { vip: 1 },
    until: { 'a.b': 2 },
    steps: {},
    unjudged: [],
  },
  effects: { transitions: [], removed: [{ profileId: 'q', version: 1 }] },
};

describe('the document of a profile', () => {
  test('holds the view as plain fields, with its times as timestamps', () => {
    expect(profileDocument(stored)).toEqual({
      ...view,
      firstSeenAt: Timestamp.fromDate(new Date(view.firstSeenAt)),
      lastSeenAt: Timestamp.fromDate(new Date(view.lastSeenAt)),
      core: stored.core,
      version: 7,
      nextDueAt: Timestamp.fromMillis(stored.nextDueAt),
      due: 'p 2026-03-04T05:06:07.890Z',
      kept: expect.any(Buffer),
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

describe('every indexed field is paid for with every write:', () => {
  const exempt = (collection: string) =>
    indexes.fieldOverrides
      .filter(
        (override) => override.collectionGroup === collection && override.indexes.length === 0,
      )
      .map(({ fieldPath }) => fieldPath);

  test('of a profile only what is queried has an index: its audiences, and when it is due', () => {
    const fields = Object.keys(profileDocument(stored));
    const queried = ['audiences', 'due'];
    expect(exempt('profiles').sort()).toEqual(
      fields.filter((field) => !queried.includes(field)).sort(),
    );
    const indexed = indexes.fieldOverrides.filter(({ fieldPath }) => queried.includes(fieldPath));
    expect(indexed.map(({ indexes: [index] }) => index)).toEqual([
      { arrayConfig: 'CONTAINS', queryScope: 'COLLECTION' },
      { order: 'ASCENDING', queryScope: 'COLLECTION' },
    ]);
  });

  test('every field of an identity is exempt', () => {
    const identity = identityDocument({ id: 'i', kind: 'email', value: 'a@b.c', profileId: 'p' });
    expect(exempt('identities').sort()).toEqual(Object.keys(identity).sort());
  });
});
