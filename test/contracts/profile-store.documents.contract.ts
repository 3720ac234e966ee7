import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { noWrites, type ProfileStore } from '../../shared/ports/profile-store.ts';
import { a, b, c, expectSame, identity, profile, put, scanned } from './stored-profiles.ts';

/** What is put is there until it is replaced or deleted. */
export function documents(opened: () => ProfileStore): void {
  test('an empty store has nothing', async () => {
    const store = opened();
    expect(await store.profiles([a])).toEqual([undefined]);
    expect(await store.identities([a])).toEqual([undefined]);
    expect(await scanned(store)).toEqual([]);
  });

  test('what was put is there, in the order asked for, however often it is asked for', async () => {
    const store = opened();
    await put(store, profile(a), profile(b, { version: 7, events: 3 }));
    const [second, missing, first, again] = await store.profiles([b, c, a, b]);
    expectSame(first, profile(a));
    expectSame(second, profile(b, { version: 7, events: 3 }));
    expectSame(again, second);
    expect(missing).toBeUndefined();
  });

  test('asking for nothing gives nothing', async () => {
    expect(await opened().profiles([])).toEqual([]);
    expect(await opened().identities([])).toEqual([]);
  });

  test('a profile that is put again is replaced as a whole', async () => {
    const store = opened();
    await put(store, profile(a, { traits: { plan: 'pro' }, groups: ['g'] }));
    await put(store, profile(a, { version: 2, traits: { name: 'Mei' } }));
    const [found] = await store.profiles([a]);
    expectSame(found, profile(a, { version: 2, traits: { name: 'Mei' } }));
  });

  test('what was deleted is gone, and deleting what is not there is no error', async () => {
    const store = opened();
    await put(store, profile(a));
    await store.transact(async () => ({
      writes: { ...noWrites, deleteProfiles: [a, b], deleteIdentities: [c] },
      result: undefined,
    }));
    expect(await store.profiles([a])).toEqual([undefined]);
  });

  test('an identity leads to its profile until it is moved or deleted', async () => {
    const store = opened();
    const [mei, ann] = [identity('mei@example.com', a), identity('ann@example.com', a)];
    const write = (writes: Partial<typeof noWrites>) =>
      store.transact(async () => ({ writes: { ...noWrites, ...writes }, result: undefined }));
    await write({ putIdentities: [mei, ann] });
    expect(await store.identities([ann.id, mei.id])).toEqual([ann, mei]);
    await write({ putIdentities: [{ ...mei, profileId: b }], deleteIdentities: [ann.id] });
    expect(await store.identities([ann.id, mei.id])).toEqual([undefined, { ...mei, profileId: b }]);
  });

  test('a caller who changes what it put or got changes nothing in the store', async () => {
    const store = opened();
    const mine = profile(a, { traits: { tags: ['x'] } });
    await put(store, mine);
    mine.view.traits = {};
    mine.core.fill(0);
    const [got] = await store.profiles([a]);
    if (got) got.view.traits = {};
    const [found] = await store.profiles([a]);
    expectSame(found, profile(a, { traits: { tags: ['x'] } }));
  });

  test('200 KB of evidence come back byte for byte', async () => {
    const store = opened();
    const blocks = Array.from({ length: 6400 }, (_, i) => createHash('sha256').update(`${i}`));
    const core = Buffer.concat(blocks.map((block) => block.digest()));
    await put(store, profile(a, { core }));
    const [found] = await store.profiles([a]);
    expect(found && Buffer.from(found.core).equals(core)).toBe(true);
  });
}
