import { describe, expect, it } from 'vitest';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import { decodeCore } from '../../shared/domain/profile/core-codec.ts';
import { explain } from '../../shared/domain/profile/explain.ts';
import { aggregates } from '../../shared/domain/trait/aggregate.ts';
import { traitOf } from '../../shared/domain/trait/trait.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { countingStore, type Operations } from '../../test/builders/counting-store.ts';
import { anEvent } from '../../test/builders/events.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { merge } from './merge.ts';
import { mergeInGroups } from './merge-in-groups.ts';
import { onMessage } from './on-message.ts';

const rules = compileRules({
  sources: { web: {} },
  traits: {
    orders: { count: 'Order Completed' },
    revenue: { sum: 'properties.revenue', of: 'Order Completed' },
  },
});

/** Somebody on a phone, before anything is known of them. */
const visit: CanonicalEvent = {
  source: 'web',
  messageId: 'visit',
  type: 'page',
  anonymousId: 'phone',
  timestamp: '2026-01-01T12:00:00.000Z',
  receivedAt: '2026-01-01T12:00:00.000Z',
  arrival: 'message-visit/0',
};

const order = (messageId: string, revenue: number): CanonicalEvent =>
  anEvent({ messageId, type: 'track', event: 'Order Completed', properties: { revenue } });

const login = anEvent({
  messageId: 'login',
  type: 'identify',
  anonymousId: 'phone',
  traits: { email: ' Ana@Example.com', name: 'Ana' },
  timestamp: '2026-01-01T12:00:01.000Z',
});

const ana = { kind: 'user_id', value: 'u1' };

describe('merge', () => {
  it('costs one read and one write for somebody known, and two reads and a write for a new visitor', async () => {
    const cost: Operations[] = [];
    const store = countingStore(new MemoryProfileStore(), (operations) => cost.push(operations));
    await merge([visit], store, rules);
    await merge([login], store, rules);
    await merge([order('o1', 1), { ...visit, messageId: 'visit-2' }], store, rules);
    expect(cost[0]).toEqual({ reads: 2, writes: 1, deletes: 0 });
    expect(cost[2]).toEqual({ reads: 1, writes: 1, deletes: 0 });
  });

  it('finds somebody whom another instance has meanwhile given another profile', async () => {
    const documents = new MemoryProfileStore();
    const [here, elsewhere] = [
      countingStore(documents, () => {}),
      countingStore(documents, () => {}),
    ];
    await merge([visit], here, rules);
    await merge([login], elsewhere, rules);
    await merge([{ ...visit, messageId: 'visit-2' }], here, rules);
    expect(documents.documents().profiles.map(({ view }) => view.events)).toEqual([3]);
  });

  it('makes one profile of an anonymous visit and the login that explains it', async () => {
    const store = new MemoryProfileStore();
    const { outcomes } = await merge(
      [visit, login, order('o1', 0.1), order('o2', 0.2)],
      store,
      rules,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'applied',
      'applied',
      'applied',
      'applied',
    ]);
    const found = await findProfile(store, ana);
    expect(found?.view).toEqual({
      profileId: found?.profileId,
      identifiers: { user_id: ['u1'], email: ['ana@example.com'], anonymous_id: ['phone'] },
      traits: { email: ' Ana@Example.com', name: 'Ana' },
      computed: { orders: 2, revenue: 0.3 },
      firstSeenAt: '2026-01-01T12:00:00.000Z',
      lastSeenAt: '2026-01-01T12:00:01.000Z',
      events: 4,
    });
    for (const identifier of [
      { kind: 'email', value: 'ana@example.com' },
      { kind: 'anonymous_id', value: 'phone' },
    ]) {
      expect((await findProfile(store, identifier))?.profileId).toBe(found?.profileId);
    }
  });

  it("moves a profile that turns out to be somebody else's, and leaves a pointer behind", async () => {
    const store = new MemoryProfileStore();
    await merge([visit], store, rules);
    const stranger = await findProfile(store, { kind: 'anonymous_id', value: 'phone' });
    const { changes } = await merge([login], store, rules);
    const known = await findProfile(store, ana);
    expect(changes.map(({ type, profileId }) => [type, profileId])).toEqual([
      ['changed', known?.profileId],
      ['removed', stranger?.profileId],
    ]);
    expect(await store.profiles([stranger?.profileId ?? ''])).toEqual([undefined]);
  });

  it('takes an event once: a redelivery has the outcome it had, a retry of the sender is a duplicate', async () => {
    const store = new MemoryProfileStore();
    const sent = order('o1', 5);
    const retried = { ...sent, arrival: 'another-message/0' };
    const outcome = async (event: CanonicalEvent) =>
      (await merge([event], store, rules)).outcomes[0]?.outcome;
    expect(await outcome(sent)).toBe('applied');
    expect(await outcome(retried)).toBe('duplicate');
    expect(await outcome(sent)).toBe('applied');
    expect((await findProfile(store, ana))?.view.computed).toEqual({ orders: 1, revenue: 5 });
  });

  it('takes the latest value of a trait, whenever it arrives', async () => {
    const store = new MemoryProfileStore();
    const named = (name: string | null, second: number) =>
      anEvent({
        type: 'identify',
        traits: { name },
        timestamp: `2026-01-01T12:00:0${second}.000Z`,
      });
    await merge([named('late', 5)], store, rules);
    await merge([named('early', 1)], store, rules);
    expect((await findProfile(store, ana))?.view.traits).toEqual({ name: 'late' });
    await merge([named(null, 6)], store, rules);
    expect((await findProfile(store, ana))?.view.traits).toBeUndefined();
  });

  it('never joins two users over one device: the later login is refused, with the reason', async () => {
    const store = new MemoryProfileStore();
    const other = anEvent({
      userId: 'u2',
      anonymousId: 'phone',
      timestamp: '2026-01-01T13:00:00.000Z',
    });
    await merge([login, other], store, rules);
    const [one, two] = [
      await findProfile(store, ana),
      await findProfile(store, { kind: 'user_id', value: 'u2' }),
    ];
    expect(one?.view.identifiers['anonymous_id']).toEqual(['phone']);
    expect(two?.view.identifiers).toEqual({ user_id: ['u2'] });
  });

  it('keeps a poison event apart, and lets its neighbours go on', async () => {
    const poisonous = compileRules({ sources: { web: {} } });
    const crash = traitOf({
      name: 'crash',
      key: 'crash',
      selects({ messageId }) {
        if (messageId === 'poison') throw new Error('no profile can take it');
        return false;
      },
      aggregate: aggregates.count,
    });
    const crashing = { ...poisonous, traits: [crash] };
    const store = new MemoryProfileStore();
    const events = [anEvent({}), anEvent({ messageId: 'poison' }), anEvent({ userId: 'u2' })];
    const { outcomes, quarantined } = await merge(events, store, crashing);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'quarantined', 'applied']);
    expect(quarantined).toMatchObject([
      { rule: 'poison', message: expect.stringContaining('no profile can take it') },
    ]);
    expect((await findProfile(store, ana))?.view.events).toBe(1);
  });

  it('describes an account by its group events, and makes the person a member of it', async () => {
    const store = new MemoryProfileStore();
    const joined = anEvent({ type: 'group', groupId: 'acme', traits: { name: 'Acme', seats: 5 } });
    const renamed = anEvent({
      type: 'group',
      userId: 'u2',
      groupId: 'acme',
      traits: { name: 'Acme Inc' },
      timestamp: '2026-01-02T00:00:00.000Z',
    });
    await merge([renamed, joined], store, rules);
    // At least once: what an account has seen it takes once.
    await merge([joined, { ...joined, arrival: 'another/0' }], store, rules);
    expect((await findProfile(store, { kind: 'group_id', value: 'acme' }))?.view).toMatchObject({
      identifiers: { group_id: ['acme'] },
      traits: { name: 'Acme Inc', seats: 5 },
      events: 2,
    });
    const member = (await findProfile(store, ana))?.view;
    expect(member).toMatchObject({ groups: ['acme'], events: 1 });
    expect(member?.traits).toBeUndefined();
  });

  it('refuses traits that are too large or too many, on record, and the same ones in any order', async () => {
    const traits = (from: number, to: number) =>
      Object.fromEntries(
        Array.from({ length: to - from }, (_, n) => [`t${String(from + n).padStart(4, '0')}`, n]),
      );
    const events = [
      anEvent({ type: 'identify', traits: traits(0, 300) }),
      anEvent({ type: 'identify', traits: { ...traits(300, 510), huge: 'x'.repeat(5000) } }),
    ];
    const cores = [];
    for (const order of [events, [...events].reverse()]) {
      const store = new MemoryProfileStore();
      for (const event of order) await merge([event], store, rules);
      const profile = await findProfile(store, ana);
      expect(Object.keys(profile?.view.traits ?? {})).toHaveLength(500);
      cores.push(explain(decodeCore(profile?.core ?? new Uint8Array()), 'refused'));
    }
    const refused = [...Object.keys(traits(500, 510)), 'huge'].sort();
    expect(cores).toEqual([
      { kind: 'refused', traits: refused },
      { kind: 'refused', traits: refused },
    ]);
  });

  it('quarantines what would make a profile larger than a document, and lets its neighbours go on', async () => {
    const store = new MemoryProfileStore();
    const large = (batch: number) =>
      anEvent({
        type: 'identify',
        messageId: `large-${batch}`,
        // A text that is there already takes no room in the evidence.
        traits: Object.fromEntries(
          Array.from({ length: 7 }, (_, n) => [`${batch}-${n}`, `${batch}-${n}`.padEnd(4000)]),
        ),
      });
    const events = Array.from({ length: 30 }, (_, batch) => large(batch));
    const { outcomes, quarantined } = await merge(
      [...events, anEvent({ userId: 'u2' })],
      store,
      rules,
    );
    expect(quarantined.length).toBeGreaterThan(0);
    expect(new Set(quarantined.map(({ rule }) => rule))).toEqual(new Set(['profile-full']));
    expect(outcomes.at(-1)?.outcome).toBe('applied');
    expect((await findProfile(store, ana))?.core.length).toBeLessThanOrEqual(640 * 1024);
    expect((await findProfile(store, ana))?.view.events).toBe(30 - quarantined.length);
  });

  it('asks for redelivery where the store fails', async () => {
    const store = new MemoryProfileStore({ tick: () => Promise.reject(new Error('unavailable')) });
    await expect(merge([visit], store, rules)).rejects.toThrow('unavailable');
  });
});

describe('the function merge', () => {
  it('tells what changed and what became of each event', async () => {
    const publisher = new MemoryPublisher();
    const store = new MemoryProfileStore();
    await onMessage(aMessage([visit, login]), publisher, mergeInGroups(publisher, store, rules));
    expect(publisher.on('profile-changes')).toMatchObject([
      { type: 'changed', version: 1, profile: { traits: { name: 'Ana' } } },
    ]);
    expect(publisher.on('outcomes')).toMatchObject([
      { messageId: 'visit', outcome: 'applied' },
      { messageId: 'login', outcome: 'applied' },
    ]);
  });
});
