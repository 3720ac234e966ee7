import { expect, test } from 'vitest';
import { documentId } from '../../shared/domain/digest.ts';
import { type Member, noWrites, type ProfileStore } from '../../shared/ports/profile-store.ts';
import { a, b, c, expectSame, profile, put } from './stored-profiles.ts';

const noon = Date.parse('2026-01-01T12:00:00.000Z');
const minute = 60_000;

const standing = {
  rules: 'fingerprint',
  since: { vip: noon },
  until: { lapsed: noon + minute, 'a.b/c': 0.5 },
  steps: { '~step': 2 },
  unjudged: ['later'],
};

/** Who is due, in the order of time, and who is a member. */
export function audiences(opened: () => ProfileStore): void {
  test('those due are found by when they are, the earliest first', async () => {
    const store = opened();
    const ids = Array.from({ length: 40 }, (_, index) => documentId(`due ${index}`));
    await put(store, ...ids.map((id, index) => profile(id, { nextDueAt: noon + index * minute })));
    await put(store, profile(a), profile(b));
    expect(await store.due(noon - 1, 100)).toEqual([]);
    expect(await store.due(noon, 100)).toEqual(ids.slice(0, 1));
    expect(await store.due(noon + 20 * minute, 100)).toEqual(ids.slice(0, 21));
    expect(await store.due(noon + 20 * minute, 5)).toEqual(ids.slice(0, 5));
    expect(await store.due(noon + 1000 * minute, 100)).toEqual(ids);
  });

  test('whoever is due later, never, or no more, is not due', async () => {
    const store = opened();
    await put(store, ...[a, b, c].map((id) => profile(id, { nextDueAt: noon })));
    await put(store, profile(a, { nextDueAt: noon + minute, version: 2 }));
    await put(store, profile(b, { version: 2 }));
    await store.transact(async () => ({
      writes: { ...noWrites, deleteProfiles: [c] },
      result: undefined,
    }));
    expect(await store.due(noon, 10)).toEqual([]);
    expect(await store.due(noon + minute, 10)).toEqual([a]);
  });

  test('how a profile stands with audiences comes back as it was', async () => {
    const store = opened();
    const transition = {
      id: 'id',
      type: 'entered',
      audience: 'vip',
      profileId: a,
      version: 3,
      at: new Date(noon).toISOString(),
      reason: 'event',
    } as const;
    const stored = profile(a, {
      audiences: ['vip'],
      nextDueAt: noon,
      standing,
      effects: { transitions: [transition], removed: [{ profileId: b, version: 7 }], untold: true },
    });
    await put(store, stored);
    expectSame((await store.profiles([a]))[0], stored);
  });

  test('the members of an audience are found, and nobody else', async () => {
    const store = opened();
    await put(
      store,
      { ...profile(a, { audiences: ['lapsed', 'vip'] }), standing },
      profile(b),
      profile(c, { audiences: ['lapsed'] }),
    );
    const membersOf = async (audience: string) => {
      const found: { profileId: string; standing: Member['standing'] | undefined }[] = [];
      for await (const member of store.members(audience))
        found.push({ profileId: member.profileId, standing: member.standing });
      return found;
    };
    expect((await membersOf('lapsed')).map(({ profileId }) => profileId)).toEqual([a, c].sort());
    expect(await membersOf('vip')).toEqual([{ profileId: a, standing }]);
    expect(await membersOf('nobody')).toEqual([]);
  });
}
