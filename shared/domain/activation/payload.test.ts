import { describe, expect, test } from 'vitest';
import { aDestination } from '../../../test/builders/deliveries.ts';
import { aTransition, aView } from '../../../test/builders/transitions.ts';
import { consentRefusal } from './consent.ts';
import { readOccurrences } from './occurrence.ts';
import { payloadOf } from './payload.ts';

const occurrenceOf = (item: unknown) => {
  const [occurrence] = readOccurrences([item], '2026-02-02T00:00:00.000Z').occurrences;
  if (occurrence === undefined) throw new Error('It is none.');
  return occurrence;
};
const payload = (item: unknown, fields?: string[]): unknown =>
  JSON.parse(payloadOf(occurrenceOf(item), aDestination('crm', fields ? { fields } : {})));

describe('a payload', () => {
  test('holds the identifiers of the person, and no trait that was not asked for', () => {
    expect(payload(aTransition('ana'))).toEqual({
      type: 'audience.entered',
      timestamp: '2026-01-01T12:00:00.000Z',
      data: {
        audience: 'vip',
        profileId: aView('ana').profileId,
        version: 1,
        reason: 'event',
        profile: { identifiers: { user_id: ['ana'] } },
      },
    });
  });

  test('holds the fields that were asked for, where there are any', () => {
    const asked = ['traits.email', 'traits.name', 'computed.revenue', 'consent'];
    expect(payload(aTransition('ana'), asked)).toMatchObject({
      data: {
        profile: {
          traits: { email: 'ana@example.com', name: 'ana' },
          consent: { marketing: true },
        },
      },
    });
    const odd = aView('ana', { traits: JSON.parse('{"__proto__": {"admin": true}}') });
    const text = payloadOf(
      occurrenceOf(aTransition('ana', { profile: odd })),
      aDestination('crm', { fields: ['traits.__proto__'] }),
    );
    expect(text).toContain('"traits":{"__proto__":{"admin":true}}');
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  test('leaves out a profile that is too large, and says so', () => {
    const profile = aView('ana', { traits: { essay: 'é'.repeat(40_000) } });
    expect(payload(aTransition('ana', { profile }), ['traits'])).toMatchObject({
      data: { audience: 'vip', truncated: true },
    });
  });

  test('tells of changes of profiles and of their end', () => {
    const profile = aView('ana');
    const { profileId } = profile;
    expect(payload({ type: 'changed', profileId, version: 7, profile })).toMatchObject({
      type: 'profile.changed',
      timestamp: '2026-02-02T00:00:00.000Z',
      data: { profileId, version: 7, profile: { identifiers: { user_id: ['ana'] } } },
    });
    expect(payload({ type: 'removed', profileId })).toEqual({
      type: 'profile.removed',
      timestamp: '2026-02-02T00:00:00.000Z',
      data: { profileId },
    });
  });
});

test('what is no transition and no change is counted, and its neighbours go on', () => {
  const strange = [null, 7, {}, { type: 'entered', profileId: 'p' }, { type: 'x', profileId: 'p' }];
  const { occurrences, malformed } = readOccurrences([...strange, aTransition('ana')], '');
  expect([occurrences.length, malformed]).toEqual([1, 5]);
});

describe('consent', () => {
  const { consent } = aDestination('crm', { consent: ['marketing', 'ads'] });
  const entered = { type: 'audience.entered' } as const;
  const refusalOf = (given: Record<string, boolean> | undefined) =>
    consentRefusal({ consent }, entered, given ? aView('ana', { consent: given }) : undefined);

  test('is needed in every category, and silence is none', () => {
    expect(refusalOf({ marketing: true, ads: true })).toBeUndefined();
    expect(refusalOf({ marketing: true })).toBe('No consent to ads.');
    expect(refusalOf({ marketing: false, ads: false })).toBe('No consent to marketing, ads.');
    expect(refusalOf({})).toBe('No consent to marketing, ads.');
  });

  test('cannot be had of somebody who was erased; only that may be told, where no consent is asked for', () => {
    expect(refusalOf(undefined)).toBe('The profile is gone.');
    expect(consentRefusal({ consent: [] }, entered, undefined)).toBe('The profile is gone.');
    const removed = { type: 'profile.removed' } as const;
    expect(consentRefusal({ consent: [] }, removed, undefined)).toBeUndefined();
    expect(consentRefusal({ consent }, removed, undefined)).toBe('The profile is gone.');
  });
});
