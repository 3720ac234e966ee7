import { test } from 'vitest';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { a, expectSame, profile, put, scanned } from './stored-profiles.ts';

/** What senders put into traits comes back as it was, whatever the database takes for a name or a value. */
export function uglyViews(opened: () => ProfileStore): void {
  const nested = (levels: number): Record<string, never> =>
    JSON.parse(`${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`) as Record<string, never>;

  test.each<[string, Partial<ProfileView>]>([
    [
      'keys with dots, slashes and quotes',
      { traits: { 'a.b': 1, 'c/d': 2, '`"\\': 3, '*[~]': 4 } },
    ],
    ['an empty key', { traits: { '': 'nameless', plan: 'pro' } }],
    ['reserved keys', { traits: { __id__: 1, __: 2, ____: 3, '__a\nb__': { __name__: 4 } } }],
    ['the key of an escape', { traits: { '~json': '[1]', x: { '~json': { '~json': 2 } } } }],
    ['keys that other databases dislike', { traits: { $set: 1, 'ключ 🙂': 2, 'a\u0000b': 3 } }],
    ['a key of 2,000 characters', { traits: { ['k'.repeat(2000)]: 1, short: 2 } }],
    [
      'arrays in arrays',
      {
        traits: {
          line: [
            [1, 2],
            [3, [4, [], {}]],
          ],
          mixed: [{ a: [[0]] }],
        },
      },
    ],
    [
      'nulls, and what is empty',
      { traits: { none: null, no: [null], list: [], map: {}, text: '' } },
    ],
    ['whole and broken numbers', { traits: { n: [0, -1, 1.5, 1e21, 2 ** 53, 5e-324, -1e300] } }],
    ['what is nested 30 levels deep', { traits: nested(15), computed: { deep: [nested(14)] } }],
    [
      'an old time and a far one',
      { firstSeenAt: '0000-01-01T00:00:00.000Z', lastSeenAt: '9999-12-31T23:59:59.999Z' },
    ],
    [
      'odd kinds, categories and groups',
      {
        identifiers: { 'a.b': ['x'], __k__: ['y'] },
        consent: { '': true, ads: false },
        groups: ['__g__'],
      },
    ],
  ])('views come back as they were: %s', async (_, fields) => {
    const store = opened();
    const ugly = profile(a, fields);
    await put(store, ugly);
    const [found] = await store.profiles([a]);
    expectSame(found, ugly);
    const [inScan] = await scanned(store);
    expectSame(inScan, ugly);
  });
}
