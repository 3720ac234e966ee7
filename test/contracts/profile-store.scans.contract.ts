import { expect, test } from 'vitest';
import { documentId } from '../../shared/domain/digest.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { c, expectSame, profile, put, scanned } from './stored-profiles.ts';

/** Everything, in order, of more than a page. */
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

  test('a scan may be left before its end', async () => {
    const store = await filled();
    for await (const { profileId } of store.scan()) {
      expect(profileId).toBe(ids[0]);
      break;
    }
    expect(await store.profiles([c])).toEqual([undefined]);
  });
}
