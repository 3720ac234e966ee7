import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from '../../functions/merge/merge.ts';
import { sweep } from '../../functions/sweep/sweep.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { Transition } from '../../shared/domain/audience/transition.ts';
import type { TributaryConfig } from '../../shared/domain/config/config.ts';
import { documentId } from '../../shared/domain/digest.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';
import { publishEffects } from '../../shared/runtime/effects.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { anEvent } from '../builders/events.ts';
import { assertLaw } from './assert-law.ts';
import { type PersonEvent, personAt } from './reference-audiences.ts';
import { canonical } from './world.ts';

const hour = 3_600_000;
const start = Date.parse('2026-01-01T00:00:00.000Z');

const traits: Record<string, TraitConfig> = {
  orders: { count: 'Order Completed' },
  orders_6h: { count: 'Order Completed', window: '6h' },
  spent_12h: { sum: 'properties.revenue', of: 'Order Completed', window: '12h' },
  carts_2h: { count: 'Cart Viewed', window: '2h' },
};

const audiences: NonNullable<TributaryConfig['audiences']> = {
  buyers: { path: 'computed.orders', gte: 1 },
  never_bought: { path: 'computed.orders', eq: 0 },
  lapsed: { all: [{ memberOf: 'buyers' }, { path: 'computed.orders_6h', eq: 0 }] },
  vip: {
    all: [
      { path: 'computed.spent_12h', gte: 50 },
      { path: 'traits.plan', eq: 'pro' },
    ],
  },
  quiet: { path: 'lastSeenAt', olderThan: '8h' },
  fresh: {
    any: [{ path: 'lastSeenAt', newerThan: '3h' }, { not: { memberOf: 'quiet' } }],
  },
  abandoned: {
    sequence: [{ event: 'Cart Viewed' }, { event: 'Order Completed', within: '3h', not: true }],
  },
  bought_and_stayed_away: {
    sequence: [
      { event: 'Cart Viewed' },
      { event: 'Order Completed', within: '4h' },
      { event: 'Cart Viewed', within: '5h', not: true },
    ],
  },
  straight: {
    sequence: [
      { event: 'Cart Viewed' },
      { event: 'Page Viewed', not: true },
      { event: 'Order Completed', within: '6h' },
    ],
  },
  other_straight: { all: [{ not: { memberOf: 'straight' } }, { memberOf: 'buyers' }] },
};

const config: TributaryConfig = { sources: { web: {} }, traits, audiences };
const rules = compileRules(config);

/** Of two people, each with a device of the own. */
interface Happened {
  event: CanonicalEvent;
  /** When it arrived, milliseconds since 1970. */
  arrived: number;
}

const happenings = fc
  .array(
    fc.record({
      at: fc.oneof(
        fc.integer({ min: 0, max: 24 }).map((hours) => hours * hour),
        fc.integer({ min: 0, max: 24 * hour }),
      ),
      delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * hour })),
      person: fc.constantFrom('ana', 'ben'),
      known: fc.constantFrom('user', 'device', 'both'),
      what: fc.constantFrom(
        'Order Completed',
        'Order Completed',
        'Cart Viewed',
        'Page Viewed',
        'plan',
      ),
      revenue: fc.constantFrom(10, 20.5, 60),
      plan: fc.constantFrom('pro', 'free'),
    }),
    { minLength: 1, maxLength: 14, size: 'max' },
  )
  .map((given) =>
    given.map(({ at, delay, person, known, what, revenue, plan }, index): Happened => {
      const arrived = start + at + delay;
      const { userId: _, ...event } = anEvent({
        ...(what === 'plan'
          ? { type: 'identify', traits: { plan } }
          : { type: 'track', event: what, properties: { revenue } }),
        messageId: `m${index}`,
        arrival: `message-${index}/0`,
        timestamp: new Date(start + at).toISOString(),
        receivedAt: new Date(arrived).toISOString(),
      });
      return {
        arrived,
        event: {
          ...event,
          ...(known !== 'device' && { userId: person }),
          ...(known !== 'user' && { anonymousId: `phone of ${person}` }),
        },
      };
    }),
  );

/** The people behind events, and what their profiles show at a time, by profile id. */
function reference(events: readonly CanonicalEvent[], now: number): Map<string, string> {
  const people = new Map<string, CanonicalEvent[]>();
  for (const name of ['ana', 'ben']) {
    const isLinked = events.some(
      ({ userId, anonymousId }) => userId === name && anonymousId !== undefined,
    );
    for (const event of events) {
      const isUser = event.userId === name;
      if (!isUser && event.anonymousId !== `phone of ${name}`) continue;
      const person = isUser || isLinked ? `user_id:${name}` : `anonymous_id:phone of ${name}`;
      people.set(person, [...(people.get(person) ?? []), event]);
    }
  }
  return new Map(
    [...people].map(([anchor, own]) => [
      documentId(anchor),
      canonical(personAt(own.map(personEvent), traits, audiences, now)),
    ]),
  );
}

const personEvent = ({ timestamp, messageId, type, event, ...others }: CanonicalEvent) =>
  ({
    at: Date.parse(timestamp),
    messageId,
    type,
    ...(event && { event }),
    ...others,
  }) as PersonEvent;

const shown = ({ traits, computed, audiences }: ProfileView) =>
  canonical({ traits, computed, audiences });

const shownBy = (store: MemoryProfileStore): Map<string, string> =>
  new Map(store.documents().profiles.map(({ profileId, view }) => [profileId, shown(view)]));

const end = start + 60 * hour;

describe('profiles with windows and audiences, after a sweep', () => {
  it('are a function of the set of events and the time, whatever came when', () =>
    assertLaw(
      fc.asyncProperty(
        happenings,
        fc.array(fc.nat({ max: 50 * hour }), { maxLength: 6 }),
        fc.infiniteStream(fc.nat({ max: 1000 })),
        fc.integer({ min: 34 * hour, max: 60 * hour }),
        async (given, sweeps, order, until) => {
          const now = start + until;
          const events = given.map(({ event }) => event);
          const live = await liveWorld(
            given,
            sweeps.map((at) => start + at),
            now,
          );
          const expected = reference(events, now);
          expect(shownBy(live.store)).toEqual(expected);

          // All at once, in any order, with repetitions, long after it happened.
          const late = new MemoryProfileStore();
          const shuffled = [...events, ...events.slice(0, 3)]
            .map((event) => ({ event, key: order.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ event }) => event);
          const middle = (order.next().value ?? 0) % shuffled.length;
          for (const batch of [shuffled.slice(0, middle), shuffled.slice(middle)]) {
            await merge(batch, late, rules, () => now);
          }
          await sweep(late, new MemoryPublisher(), rules, now);
          expect(shownBy(late)).toEqual(expected);
        },
      ),
      0.3,
    ));

  it('are told of in transitions that lead from one state to the next, each at the moment that it became true', () =>
    assertLaw(
      fc.asyncProperty(happenings, async (given) => {
        const { store, told } = await liveWorld(given, [], end);
        const members = new Map<string, Set<string>>();
        const ids = new Set<string>();
        for (const { id, type, audience, profileId, reason, at, mergedInto } of told) {
          expect(ids.has(id)).toBe(false);
          ids.add(id);
          const own = members.get(profileId) ?? new Set();
          members.set(profileId, own);
          expect(own.has(audience)).toBe(type === 'exited');
          if (type === 'entered') own.add(audience);
          else own.delete(audience);
          expect(mergedInto !== undefined).toBe(reason === 'merged' && type === 'exited');
          if (reason === 'time') expectFlip(given, profileId, audience, Date.parse(at));
        }
        for (const { profileId, view } of store.documents().profiles) {
          expect([...(members.get(profileId) ?? [])].sort()).toEqual(view.audiences ?? []);
        }
      }),
      0.3,
    ));
});

/** At that moment it is the other way round than at the moment before. */
function expectFlip(
  given: readonly Happened[],
  profileId: string,
  audience: string,
  at: number,
): void {
  const events = given.filter(({ arrived }) => arrived <= at).map(({ event }) => event);
  const isMember = (now: number) =>
    reference(events, now).get(profileId)?.includes(`"${audience}"`);
  expect(isMember(at)).toBe(!isMember(at - 1));
}

/** Everything as it arrives, with sweeps at some times in between and at the end. */
async function liveWorld(given: readonly Happened[], sweeps: readonly number[], until: number) {
  const store = new MemoryProfileStore();
  const publisher = new MemoryPublisher();
  const arrivals = [...given].sort((a, b) => a.arrived - b.arrived);
  const moments = [...arrivals.map(({ arrived }) => arrived), ...sweeps].filter(
    (at) => at <= until,
  );
  for (const now of [...new Set(moments)].sort((a, b) => a - b)) {
    // What was due before is dealt with by the minute.
    await sweep(store, publisher, rules, now - 1);
    const arrived = arrivals.filter((happened) => happened.arrived === now);
    const merged = await merge(
      arrived.map(({ event }) => event),
      store,
      rules,
      () => now,
    );
    await publishEffects(publisher, merged);
    if (sweeps.includes(now)) await sweep(store, publisher, rules, now);
  }
  await sweep(store, publisher, rules, until);
  return { store, told: publisher.on('audience-changes') as Transition[] };
}
