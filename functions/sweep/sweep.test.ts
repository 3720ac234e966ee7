import { describe, expect, it } from 'vitest';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { Transition } from '../../shared/domain/audience/transition.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { OutgoingMessage, Publisher, Topic } from '../../shared/ports/event-bus.ts';
import type { ProfileChange } from '../../shared/runtime/effects.ts';
import { publishEffects } from '../../shared/runtime/effects.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { severLink } from '../../shared/runtime/sever-link.ts';
import { countingStore, type Operations } from '../../test/builders/counting-store.ts';
import { anEvent } from '../../test/builders/events.ts';
import { merge } from '../merge/merge.ts';
import { mergeInGroups } from '../merge/merge-in-groups.ts';
import { sweep } from './sweep.ts';

const day = 86_400_000;
const noon = Date.parse('2026-01-01T12:00:00.000Z');

const rules = compileRules({
  sources: { web: {} },
  traits: {
    orders: { count: 'Order Completed' },
    orders_30d: { count: 'Order Completed', window: '30d' },
  },
  audiences: {
    lapsed: {
      all: [
        { path: 'computed.orders', gte: 1 },
        { path: 'computed.orders_30d', eq: 0 },
      ],
    },
    buyers: { path: 'computed.orders', gte: 1 },
    quiet: { path: 'lastSeenAt', olderThan: '7d' },
  },
});

const order = (parts: Partial<CanonicalEvent> = {}) =>
  anEvent({ type: 'track', event: 'Order Completed', ...parts });

/** Loses its connection before a topic gets anything, as often as it is told to. */
class FailingPublisher implements Publisher {
  readonly published = new MemoryPublisher();
  failures: number;
  readonly #topic: Topic;

  constructor(topic: Topic, failures: number) {
    this.#topic = topic;
    this.failures = failures;
  }

  publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<string[]> {
    if (topic === this.#topic && this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('the connection is lost'));
    }
    return this.published.publish(topic, messages);
  }
}

/** Each once, by its id, in the order in which they were first told. */
const transitionsOf = (publisher: MemoryPublisher): Transition[] => {
  const told = publisher.on('audience-changes') as Transition[];
  return [...new Map(told.map((transition) => [transition.id, transition])).values()];
};

const summary = ({ type, audience, reason, at }: Transition) => [type, audience, reason, at];

describe('the sweep', () => {
  it('moves people at the moment that time makes it so, and reads nobody else', async () => {
    const memory = new MemoryProfileStore();
    const publisher = new MemoryPublisher();
    const read: Operations[] = [];
    const store = countingStore(memory, (operations) => read.push(operations));
    const others = Array.from({ length: 20 }, (_, n) =>
      anEvent({ userId: `other-${n}`, timestamp: '2026-03-01T00:00:00.000Z' }),
    );
    await merge([order(), ...others], memory, rules, () => noon);

    expect(await sweep(store, publisher, rules, noon + 7 * day - 1)).toEqual({
      profiles: 0,
      entered: 0,
      exited: 0,
    });
    await sweep(store, publisher, rules, noon + 7 * day);
    await sweep(store, publisher, rules, noon + 30 * day);
    expect(transitionsOf(publisher).map(summary)).toEqual([
      ['entered', 'quiet', 'time', '2026-01-08T12:00:00.000Z'],
      ['entered', 'lapsed', 'time', '2026-01-31T12:00:00.000Z'],
    ]);
    // Each once for the move, and once to note that it has been told.
    expect(read.map(({ reads }) => reads)).toEqual([1, 1, 1, 1]);
    const ana = await findProfile(memory, { kind: 'user_id', value: 'u1' });
    expect(ana?.view).toMatchObject({
      audiences: ['buyers', 'lapsed', 'quiet'],
      computed: { orders: 1, orders_30d: 0 },
    });
    expect(ana?.nextDueAt).toBeUndefined();
  });

  it('that was missed for weeks gives every move the moment of its own', async () => {
    const store = new MemoryProfileStore();
    const publisher = new MemoryPublisher();
    await merge([order()], store, rules, () => noon);
    expect(await sweep(store, publisher, rules, noon + 90 * day)).toEqual({
      profiles: 1,
      entered: 2,
      exited: 0,
    });
    expect(transitionsOf(publisher).map(({ audience, at }) => [audience, at])).toEqual([
      ['lapsed', '2026-01-31T12:00:00.000Z'],
      ['quiet', '2026-01-08T12:00:00.000Z'],
    ]);
  });

  it('that died before it told of a move is made up for by the next, with the same ids', async () => {
    const store = new MemoryProfileStore();
    await merge([order()], store, rules, () => noon);
    const at = noon + 30 * day;
    const failing = new FailingPublisher('audience-changes', 1);
    await expect(sweep(store, failing, rules, at)).rejects.toThrow('the connection is lost');
    await sweep(store, failing, rules, at + 60_000);
    await sweep(store, failing, rules, at + 120_000);
    // Told again with them: that she bought, which nobody was asked to tell.
    const told = transitionsOf(failing.published);
    expect(told.map(({ audience }) => audience)).toEqual(['buyers', 'lapsed', 'quiet']);
  });

  it('that died is made up for by an event that comes first, too', async () => {
    const store = new MemoryProfileStore();
    await merge([order()], store, rules, () => noon);
    const failing = new FailingPublisher('audience-changes', 1);
    const at = noon + 30 * day;
    await expect(sweep(store, failing, rules, at)).rejects.toThrow('the connection is lost');
    const back = anEvent({ timestamp: new Date(at + 1000).toISOString() });
    await publishEffects(failing, await merge([back], store, rules, () => at + 1000));
    await sweep(store, failing, rules, at + 2000);
    expect(transitionsOf(failing.published).map(({ type, audience }) => [type, audience])).toEqual([
      ['entered', 'buyers'],
      ['entered', 'lapsed'],
      ['entered', 'quiet'],
      ['exited', 'quiet'],
    ]);
  });
});

describe('what a commit had to tell', () => {
  it('is told again, with the same ids, when a crash kept it from being told', async () => {
    const store = new MemoryProfileStore();
    const failing = new FailingPublisher('audience-changes', 1);
    const commits = mergeInGroups(failing, store, rules, () => noon);
    const events = [order({ anonymousId: 'phone' }), order({ userId: 'u2' })];
    await expect(commits.add(events)).rejects.toThrow('the connection is lost');
    await commits.add(events);
    const told = transitionsOf(failing.published);
    expect(told.map(({ type, audience, reason }) => [type, audience, reason])).toEqual([
      ['entered', 'buyers', 'event'],
      ['entered', 'buyers', 'event'],
    ]);
    const changes = failing.published.on('profile-changes') as ProfileChange[];
    expect(changes).toHaveLength(4);
    expect(new Set(changes.map(({ id }) => id)).size).toBe(2);
  });

  it('of somebody who turned out to be somebody else says where they went', async () => {
    const store = new MemoryProfileStore();
    const { userId: _, ...visit } = order({ anonymousId: 'phone' });
    await merge([visit], store, rules, () => noon);
    const visitor = await findProfile(store, { kind: 'anonymous_id', value: 'phone' });
    const login = anEvent({ anonymousId: 'phone' });
    const { transitions, changes } = await merge([login], store, rules, () => noon);
    const ana = await findProfile(store, { kind: 'user_id', value: 'u1' });
    expect(transitions).toMatchObject([
      {
        type: 'exited',
        audience: 'buyers',
        reason: 'merged',
        profileId: visitor?.profileId,
        mergedInto: ana?.profileId,
      },
      { type: 'entered', audience: 'buyers', reason: 'merged', profileId: ana?.profileId },
    ]);
    // A redelivery tells all of it again, the profile that is no more included.
    const again = await merge([login], store, rules, () => noon);
    const ids = new Set(again.transitions.map(({ id }) => id));
    for (const { id } of transitions) expect(ids).toContain(id);
    expect(new Set(again.changes.map(({ id }) => id))).toEqual(
      new Set(changes.map(({ id }) => id)),
    );
    // A duplicate, which is another arrival, tells nothing.
    const other = await merge([{ ...login, arrival: 'another/0' }], store, rules, () => noon);
    expect([other.transitions, other.changes]).toEqual([[], []]);
  });

  it('of somebody that the event is not about is told by the next sweep', async () => {
    const store = new MemoryProfileStore();
    const at = (second: number) => new Date(noon + second * 1000).toISOString();
    const login = (userId: string, second: number) =>
      anEvent({ type: 'identify', userId, anonymousId: 'tablet', timestamp: at(second) });
    const { userId: _, ...visit } = order({ anonymousId: 'tablet', timestamp: at(31) });
    await merge([login('owner', 30), visit], store, rules, () => noon);
    // Whose the tablet is, the earliest login says. Nobody hears of this commit.
    const earlier = login('earlier', 10);
    const { transitions } = await merge([earlier], store, rules, () => noon + 1000);
    const owner = await findProfile(store, { kind: 'user_id', value: 'owner' });
    const exited = transitions.find(({ type }) => type === 'exited');
    expect(exited).toMatchObject({ audience: 'buyers', profileId: owner?.profileId });

    const again = await merge([earlier], store, rules, () => noon + 2000);
    const publisher = new MemoryPublisher();
    const first = await sweep(store, publisher, rules, noon + 3000);
    const second = await sweep(store, publisher, rules, noon + 4000);
    const told = [...again.transitions, ...transitionsOf(publisher)].map(({ id }) => id);
    for (const { id } of transitions) expect(told).toContain(id);
    expect([first.profiles, second.profiles]).toEqual([1, 0]);
  });

  it('is told again whole, however many audiences somebody has entered at once', async () => {
    const names = Array.from({ length: 40 }, (_, nth) => `a${nth}`);
    const many = compileRules({
      sources: { web: {} },
      audiences: Object.fromEntries(names.map((name) => [name, { path: 'events', gte: 1 }])),
    });
    const store = new MemoryProfileStore();
    const event = order();
    await merge([event], store, many, () => noon);
    const { transitions } = await merge([event], store, many, () => noon);
    expect(new Set(transitions.map(({ audience }) => audience))).toEqual(new Set(names));
  });

  it('is told whole by a sweep, however many have failed before', async () => {
    const names = Array.from({ length: 40 }, (_, nth) => `a${nth}`);
    const many = compileRules({
      sources: { web: {} },
      audiences: Object.fromEntries(
        names.map((name) => [name, { path: 'lastSeenAt', olderThan: '7d' }]),
      ),
    });
    const store = new MemoryProfileStore();
    await merge([order()], store, many, () => noon);
    const failing = new FailingPublisher('audience-changes', 2);
    const at = noon + 7 * day;
    for (const minute of [0, 1])
      await expect(sweep(store, failing, many, at + minute * 60_000)).rejects.toThrow();
    await sweep(store, failing, many, at + 120_000);
    expect(new Set(transitionsOf(failing.published).map(({ audience }) => audience))).toEqual(
      new Set(names),
    );
  });

  it('of a link that is severed is told by the next sweep', async () => {
    const store = new MemoryProfileStore();
    const login = anEvent({ type: 'identify', anonymousId: 'phone' });
    const { userId: _, ...visit } = order({ anonymousId: 'phone' });
    await merge([login, visit], store, rules, () => noon);
    const ends = ['user_id:u1', 'anonymous_id:phone'] as const;
    const cut = { at: noon + 1, messageId: 'cut', source: 'operator' };
    const severed = await severLink(store, ends, cut, rules);
    const publisher = new MemoryPublisher();
    await sweep(store, publisher, rules, noon + 2);
    const told = transitionsOf(publisher).map(({ id }) => id);
    const transitions = severed.kind === 'severed' ? severed.transitions : [];
    expect(transitions.map(({ type }) => type).sort()).toEqual(['entered', 'exited']);
    for (const { id } of transitions) expect(told).toContain(id);
  });

  it('is remembered only as far as a document has room', async () => {
    const names = Array.from({ length: 200 }, (_, nth) => `${nth}`.padStart(90, 'x'));
    const many = compileRules({
      sources: { web: {} },
      audiences: Object.fromEntries(names.map((name) => [name, { path: 'events', gte: 1 }])),
    });
    const store = new MemoryProfileStore();
    const { transitions } = await merge([order()], store, many, () => noon);
    expect(transitions).toHaveLength(names.length);
    const kept = (await findProfile(store, { kind: 'user_id', value: 'u1' }))?.effects?.transitions;
    const bytes = (kept ?? []).reduce((total, one) => total + JSON.stringify(one).length, 0);
    expect([kept?.at(-1)?.audience, bytes > 14_000, bytes <= 16_384]).toEqual([
      transitions.at(-1)?.audience,
      true,
      true,
    ]);
  });
});
