import { describe, expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { edgeKey } from '../../shared/domain/identity/edge.ts';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import { profileIdOf } from '../../shared/domain/profile/profile.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { noWrites } from '../../shared/ports/profile-store.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { countingStore } from '../builders/counting-store.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { messageOf } from './deliveries.ts';
import { canonical, evidenceOf, refusedLinks, rulesOf, stateOf, worldOf } from './world.ts';

const noon = '2024-03-01T12:00:00.000Z';

const rules: IdentityConfig = {
  kinds: [
    { kind: 'user_id', limit: 1 },
    { kind: 'email', limit: 1 },
    { kind: 'anonymous_id', limit: 1 },
  ],
  blocked: [],
  sharedAfter: 1,
};

/** A page view at noon where nothing else is said. */
const sent = (messageId: string, body: JsonObject, receivedAt = noon): Message =>
  messageOf(messageId, [
    {
      source: 'web',
      receivedAt,
      body: { type: 'page', timestamp: '2024-03-01T11:00:00.000Z', ...body, messageId },
    },
  ]);

/** What the events give in one transaction, and one by one in the other order. */
const bothWays = async (messages: readonly Message[], identity = rules) => {
  const together = await worldOf([messages], identity);
  const oneByOne = await worldOf(messages.map((message) => [message]).reverse(), identity);
  expect(canonical(oneByOne.views)).toBe(canonical(together.views));
  expect(evidenceOf(oneByOne.cores)).toBe(evidenceOf(together.cores));
  return together;
};

describe('cases that the laws have found', () => {
  it('takes names that every object has for what they are: names', async () => {
    const { views } = await bothWays([
      sent('m1', { type: 'identify', userId: 'u', traits: { hasOwnProperty: 'pro' } }),
      sent('m2', { type: 'group', userId: 'u', groupId: 'constructor' }),
      sent('m3', { userId: 'u', context: { externalIds: [{ type: 'toString', id: 'x' }] } }),
    ]);
    expect(views).toMatchObject([
      {
        identifiers: { user_id: ['u'], toString: ['x'] },
        traits: { hasOwnProperty: 'pro' },
        groups: ['constructor'],
        events: 3,
      },
    ]);
  });

  it('names both of two shared identifiers that were seen together, whichever became shared last', async () => {
    const { cores } = await bothWays([
      sent('m1', {
        userId: 'u1',
        anonymousId: 'kiosk',
        context: { traits: { email: 'info@shop' } },
      }),
      sent('m2', { userId: 'u2', anonymousId: 'kiosk' }),
      sent('m3', { userId: 'u3', context: { traits: { email: 'info@shop' } } }),
      sent('m4', { anonymousId: 'kiosk', context: { traits: { email: 'info@shop' } } }),
    ]);
    const between = refusedLinks(cores).find(
      ({ ends }) => edgeKey(...ends) === edgeKey('anonymous_id:kiosk', 'email:info@shop'),
    );
    expect(between?.shared).toEqual(['anonymous_id:kiosk', 'email:info@shop']);
  });

  it('lets a third user in when two who were together turn out to be one', async () => {
    const twoUsers: IdentityConfig = { ...rules, kinds: [{ kind: 'user_id', limit: 2 }] };
    const { views } = await bothWays(
      [
        sent('m3', { type: 'alias', userId: 'u1', previousId: 'u2' }),
        sent('m2', { userId: 'u3', context: { externalIds: [{ type: 'crm', id: 'x' }] } }),
        sent('m1', {
          userId: 'u1',
          context: {
            externalIds: [
              { type: 'user_id', id: 'u2' },
              { type: 'crm', id: 'x' },
            ],
          },
        }),
      ],
      { ...twoUsers, sharedAfter: 25 },
    );
    expect(views).toMatchObject([{ identifiers: { user_id: ['u1', 'u2', 'u3'] } }]);
  });

  it('keeps the record of a crowd small, and the same in any order, while everybody else keeps theirs', async () => {
    const crowd: IdentityConfig = { ...rules, crowdedAfter: 3 };
    const { cores } = await bothWays(
      [
        sent('m7', { userId: 'u6', anonymousId: 'kiosk', timestamp: '2024-03-01T11:30:00.000Z' }),
        ...[1, 2, 3, 4, 5, 6].map((n) => sent(`m${n}`, { userId: `u${n}`, anonymousId: 'kiosk' })),
      ],
      crowd,
    );
    const edgesOf = (key: string) =>
      cores
        .filter(({ identifiers }) => identifiers[key])
        .flatMap(({ edges }) => Object.values(edges));
    expect(edgesOf('anonymous_id:kiosk')).toHaveLength(4);
    for (const n of [1, 2, 3, 4, 5, 6]) {
      expect(edgesOf(`user_id:u${n}`).map(({ refused }) => refused?.reason)).toEqual(['shared']);
    }
  });

  it('reads no more for the thousandth device of a user id than for the second beyond the limit', async () => {
    const store = new MemoryProfileStore();
    const compiled = rulesOf(rules);
    const reads: number[] = [];
    const counting = countingStore(store, (operations) => reads.push(operations.reads));
    for (let n = 0; n < 40; n += 1) {
      const at = new Date(Date.parse(noon) - 1000 * (40 - n)).toISOString();
      const visit = { userId: 'bot', anonymousId: `a${n}`, timestamp: at };
      await pipeline([sent(`m${n}`, visit)], counting, compiled, packagedSources);
    }
    expect(reads.at(-1)).toBe(reads[2]);
  });

  it('does not take one half of a surrogate pair for another, nor lose what they share a hash with', async () => {
    const { views } = await bothWays([
      sent('m1', { userId: '\ud800' }),
      sent('m2', { userId: '\udbff' }),
      sent('m3', { userId: '\ud800' }),
    ]);
    expect(views).toMatchObject([{ identifiers: { user_id: ['\ufffd'] }, events: 3 }]);
  });

  it('keeps a trait that was cut in the middle of an emoji as it is read back, whether or not it was', async () => {
    const { views } = await bothWays([
      sent('m1', { type: 'identify', userId: 'u', traits: { 'bio\ud83d': 'hi \ud83d' } }),
      sent('m2\ud83d', { userId: 'u' }),
    ]);
    expect(views).toMatchObject([{ traits: { 'bio\ufffd': 'hi \ufffd' }, events: 2 }]);
  });

  it('finds a person by an external id whose type is that of accounts or is blank', async () => {
    const { store, views } = await bothWays([
      sent('m1', { context: { externalIds: [{ type: 'group_id', id: 'x' }] } }),
      sent('m2', { context: { externalIds: [{ type: ' ', id: 'x' }] } }),
    ]);
    for (const kind of ['external_group_id', 'external']) {
      const found = await findProfile(store, { kind, value: 'x' });
      expect(views).toContainEqual(found?.view);
    }
  });

  it('quarantines a time that no calendar has, and its neighbours go on', async () => {
    const { outcomes, views } = await worldOf(
      [
        [
          sent('m1', { userId: 'u1', timestamp: '2024-13-01T00:00:00.000Z' }),
          sent('m2', { userId: 'u2' }),
          sent('m3', { userId: 'u3' }, '2024-01-01T24:61:00.000Z'),
        ],
      ],
      rules,
    );
    const ofMessage = new Map(outcomes.flat().map(({ arrival, outcome }) => [arrival, outcome]));
    expect(['m1/0', 'm2/0', 'm3/0'].map((arrival) => ofMessage.get(arrival))).toEqual([
      'quarantined',
      'applied',
      'quarantined',
    ]);
    expect(views).toMatchObject([{ identifiers: { user_id: ['u2'] } }]);
  });

  it('quarantines what would need a profile that is gone, instead of looking for it for ever', async () => {
    const store = new MemoryProfileStore();
    const compiled = rulesOf(rules);
    await pipeline(
      [sent('m1', { userId: 'u1', anonymousId: 'a1' })],
      store,
      compiled,
      packagedSources,
    );
    await pipeline(
      [sent('m2', { userId: 'u1', anonymousId: 'a2' })],
      store,
      compiled,
      packagedSources,
    );
    const [lost] = stateOf(store).cores.flatMap(({ identifiers }) =>
      Object.keys(identifiers).filter((key) => key === 'anonymous_id:a2'),
    );
    await store.transact(async () => ({
      writes: { ...noWrites, deleteProfiles: [profileIdOf(lost ?? '')] },
      result: undefined,
    }));
    const { outcomes, quarantined } = await pipeline(
      [
        sent('m3', { userId: 'u1', anonymousId: 'a3', timestamp: '2024-03-01T10:00:00.000Z' }),
        sent('m4', { userId: 'u2' }),
      ],
      store,
      compiled,
      packagedSources,
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'quarantined']);
    expect(quarantined[0]?.message).toContain('anonymous_id:a2');
  });
});
