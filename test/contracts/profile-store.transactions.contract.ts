import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { noWrites, type ProfileStore } from '../../shared/ports/profile-store.ts';
import { a, b, c, identity, profile, put, touch } from './stored-profiles.ts';

/** All or nothing, and as if one were run after the other. */
export function transactions(opened: () => ProfileStore): void {
  test('a transaction gives what its work decided', async () => {
    const store = opened();
    await put(store, profile(a, { version: 4 }));
    const version = await store.transact(async (reader) => {
      const [[read], [email]] = [await reader.profiles([a]), await reader.identities([b])];
      return { writes: noWrites, result: [read?.version, email] };
    });
    expect(version).toEqual([4, undefined]);
  });

  test('profiles and identities are written together', async () => {
    const store = opened();
    const pointer = identity('mei@example.com', a);
    await store.transact(async () => ({
      writes: { ...noWrites, putProfiles: [profile(a), profile(b)], putIdentities: [pointer] },
      result: undefined,
    }));
    await store.transact(async () => ({
      writes: {
        putProfiles: [profile(a, { version: 2 })],
        deleteProfiles: [b],
        putIdentities: [{ ...pointer, profileId: b }],
        deleteIdentities: [],
      },
      result: undefined,
    }));
    const [first, second] = await store.profiles([a, b]);
    expect([first?.version, second?.version]).toEqual([2, undefined]);
    expect(await store.identities([pointer.id])).toEqual([{ ...pointer, profileId: b }]);
  });

  test('a work that throws writes nothing, and its error is what the caller gets', async () => {
    const store = opened();
    await put(store, profile(a));
    const error = new RangeError('no');
    const failing = store.transact(async (reader) => {
      await reader.profiles([a]);
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    await touch(store, a);
    const [found] = await store.profiles([a]);
    expect(found?.version).toBe(2);
  });

  test('no update is lost where two change the same profile over and over, even from nothing', async () => {
    const store = opened();
    const rounds = 4;
    const worker = async () => {
      for (let round = 0; round < rounds; round += 1) await touch(store, a);
    };
    await Promise.all([worker(), worker()]);
    const [found] = await store.profiles([a]);
    expect(found?.version).toBe(2 * rounds);
  });

  test('of two transactions that each read what the other writes, one sees the other', async () => {
    const store = opened();
    // Each counts what is there and adds one of its own: in whatever order, the second counts the first.
    const count = (own: string, other: string) =>
      store.transact(async (reader) => {
        const found = (await reader.profiles([own, other])).filter((read) => read !== undefined);
        return { writes: { ...noWrites, putProfiles: [profile(own)] }, result: found.length };
      });
    const counts = await Promise.all([count(a, b), count(b, a)]);
    expect(counts.sort()).toEqual([0, 1]);
  });
}

/** What changes under a transaction makes it wait, or run again. */
export function changes(opened: () => ProfileStore): void {
  test('a transaction that read an identity is not committed over its move', async () => {
    const store = opened();
    const pointer = identity('mei@example.com', a);
    const move = (profileId: string) =>
      store.transact(async () => ({
        writes: { ...noWrites, putIdentities: [{ ...pointer, profileId }] },
        result: undefined,
      }));
    await move(a);
    const ownerNow = async () => (await store.identities([pointer.id]))[0]?.profileId;
    let moved: Promise<void> | undefined;
    const run = await store.transact(async (reader) => {
      const [read] = await reader.identities([pointer.id]);
      moved ??= move(b);
      await settled(async () => (await ownerNow()) === b);
      const result = { read: read?.profileId, overtaken: (await ownerNow()) === b };
      return { writes: { ...noWrites, putProfiles: [profile(c)] }, result };
    });
    await moved;
    // Either the move had to wait for the transaction, or the transaction was run again behind the move.
    expect(run).toEqual(
      run.overtaken ? { read: b, overtaken: true } : { read: a, overtaken: false },
    );
  });

  test('a transaction never sees one half of what another has written', async () => {
    const store = opened();
    await put(store, profile(a), profile(b));
    const seen: unknown[][] = [];
    let other: Promise<void> | undefined;
    await store.transact(async (reader) => {
      const [first] = await reader.profiles([a]);
      other ??= put(store, profile(a, { version: 2 }), profile(b, { version: 2 }));
      await settled(async () => (await store.profiles([b]))[0]?.version === 2);
      const [second] = await reader.profiles([b]);
      seen.push([first?.version, second?.version]);
      return { writes: noWrites, result: undefined };
    });
    await other;
    for (const [first, second] of seen) expect(first).toBe(second);
  });

  test('a profile that was deleted and made anew is not the one that was read, whatever its version', async () => {
    const store = opened();
    await put(store, profile(a, { traits: { plan: 'free' } }));
    const remake = async () => {
      await store.transact(async () => ({
        writes: { ...noWrites, deleteProfiles: [a] },
        result: undefined,
      }));
      await put(store, profile(a, { traits: { plan: 'pro' } }));
    };
    const planNow = async () => (await store.profiles([a]))[0]?.view.traits?.['plan'];
    let remade: Promise<void> | undefined;
    const run = await store.transact(async (reader) => {
      const [read] = await reader.profiles([a]);
      remade ??= remake();
      await settled(async () => (await planNow()) === 'pro');
      const result = { read: read?.view.traits?.['plan'], overtaken: (await planNow()) === 'pro' };
      return { writes: { ...noWrites, putProfiles: [profile(b)] }, result };
    });
    await remade;
    expect(run).toEqual(
      run.overtaken ? { read: 'pro', overtaken: true } : { read: 'free', overtaken: false },
    );
  });
}

/** Waits for what another transaction is to bring about: not for long, as that one may be waiting for this one. */
async function settled(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 300;
  while (Date.now() < deadline && !(await condition())) await setImmediate();
}
