import { expect, test } from 'vitest';
import { documentId } from '../../shared/domain/digest.ts';
import {
  noWrites,
  type ProfileStore,
  type ShownProfile,
} from '../../shared/ports/profile-store.ts';
import { c, expectSame, profile, put, scanned, touch } from './stored-profiles.ts';

/** Everything, in order, and what has changed: whole, and as readers see it. */
export function scans(opened: () => ProfileStore): void {
  const ids = Array.from({ length: 230 }, (_, index) => documentId(`${index}`)).sort();

  async function filled(): Promise<ProfileStore> {
    const store = opened();
    const shuffled = ids.toSorted((x, y) => (documentId(x) < documentId(y) ? -1 : 1));
    await put(store, ...shuffled.slice(0, 100).map((id) => profile(id)));
    await put(store, ...shuffled.slice(100).map((id) => profile(id)));
    return store;
  }

  test('a scan gives every profile once, by ascending id', async () => {
    const found = await scanned(await filled());
    expect(found.map(({ profileId }) => profileId)).toEqual(ids);
    expectSame(found[7], profile(ids[7] ?? ''));
  });

  test('a scan goes on behind an id, whether a profile has it or not', async () => {
    const store = await filled();
    const behind = async (after: string) =>
      (await scanned(store, after)).map(({ profileId }) => profileId);
    expect(await behind(ids[42] ?? '')).toEqual(ids.slice(43));
    expect(await behind(`${ids[42]}0`)).toEqual(ids.slice(43));
    expect(await behind('ffffffffffffffffffffffffffffffff')).toEqual([]);
  });

  test('views are of the same profiles as a scan, and say the same of each', async () => {
    const store = await filled();
    await touch(store, ids[3] ?? '');
    for (const options of [{}, { after: ids[200] ?? '' }, { prefix: 'a' }, { since: 0 }]) {
      const seen: ShownProfile[] = [];
      for await (const { profileId, view, version } of store.views(options))
        seen.push({ profileId, view, version });
      const whole: ShownProfile[] = [];
      for await (const { profileId, view, version } of store.scan(options))
        whole.push({ profileId, view, version });
      expect(seen).toStrictEqual(whole);
      expect(seen.length).toBeGreaterThan(0);
    }
  });

  test('a scan may be left before its end', async () => {
    const store = await filled();
    for await (const { profileId } of store.scan()) {
      expect(profileId).toBe(ids[0]);
      break;
    }
    expect(await store.profiles([c])).toEqual([undefined]);
  });

  test('a scan of a prefix gives the profiles whose ids begin so', async () => {
    const store = await filled();
    for (const prefix of ['0', 'a', 'f', 'c4']) {
      const found: string[] = [];
      for await (const { profileId } of store.scan({ prefix })) found.push(profileId);
      expect(found).toEqual(ids.filter((id) => id.startsWith(prefix)));
    }
  });

  test('a scan of changes gives what was written behind a position, and nothing that is gone', async () => {
    const store = opened();
    await put(store, ...ids.slice(0, 20).map((id) => profile(id)));
    const position = await store.position();
    const [first = '', second = '', third = ''] = ids;
    await touch(store, second);
    await touch(store, third);
    await put(store, profile(ids[30] ?? ''));
    const deleteProfiles = [third];
    await store.transact(async () => ({
      writes: { ...noWrites, deleteProfiles },
      result: undefined,
    }));
    const changed = async (prefix = '') => {
      const found = new Map<string, number>();
      for await (const { profileId, version } of store.scan({ since: position, prefix }))
        found.set(profileId, version);
      return found;
    };
    const found = await changed();
    expect([...found.keys()]).toEqual(expect.arrayContaining([second, ids[30]]));
    expect(found.get(second)).toBe(2);
    expect(found.has(third)).toBe(false);
    const begun = second.slice(0, 2);
    expect([...(await changed(begun)).keys()].every((id) => id.startsWith(begun))).toBe(true);
    // A store whose clock is not its own reaches back a little, and gives more than it must.
    if (position < 1_000_000) expect(found.has(first)).toBe(false);
  });
}
