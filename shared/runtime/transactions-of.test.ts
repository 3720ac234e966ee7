import { describe, expect, it } from 'vitest';
import { anEvent } from '../../test/builders/events.ts';
import { identifierKey } from '../domain/identity/identifier.ts';
import { IdentityCache } from './identity-cache.ts';
import { compileRules } from './rules.ts';
import { transactionsOf } from './transactions-of.ts';

const { identity } = compileRules({ sources: { web: {} } });

const roomy = { people: 100, bytes: 1000 };

/** An instance that has committed profiles of so many bytes, each under its identifiers of users. */
function knowing(profiles: readonly { bytes: number; users: readonly string[] }[]): IdentityCache {
  const cache = new IdentityCache();
  for (const [nth, { bytes, users }] of profiles.entries()) {
    const profileId = `p${nth}`;
    const at = '2026-01-01T12:00:00.000Z';
    const view = {
      profileId,
      identifiers: { user_id: [...users] },
      firstSeenAt: at,
      lastSeenAt: at,
      events: 1,
    };
    cache.remember({ profileId, version: 1, core: new Uint8Array(bytes), view });
  }
  return cache;
}

const usersIn = (transactions: ReturnType<typeof transactionsOf>) =>
  transactions.map((events) => events.map(({ userId }) => userId));

const ofUsers = (...users: string[]) =>
  users.map((userId, nth) => anEvent({ messageId: `${nth} of ${userId}`, userId }));

describe('events are split into transactions', () => {
  it('of so many people at most, each with all events in their order', () => {
    const events = ofUsers('a', 'b', 'c', 'a', 'd', 'b');
    expect(usersIn(transactionsOf(events, identity, knowing([]), { ...roomy, people: 2 }))).toEqual(
      [
        ['a', 'a', 'b', 'b'],
        ['c', 'd'],
      ],
    );
  });

  it('of no more evidence than is said, as far as it is known', () => {
    const known = knowing([
      { bytes: 400, users: ['a'] },
      { bytes: 600, users: ['b'] },
      { bytes: 1, users: ['c'] },
    ]);
    const events = ofUsers('a', 'new', 'b', 'c', 'd');
    expect(usersIn(transactionsOf(events, identity, known, roomy))).toEqual([
      ['a', 'new', 'b'],
      ['c', 'd'],
    ]);
  });

  it('with somebody whose evidence alone is more', () => {
    const known = knowing([{ bytes: 5000, users: ['b'] }]);
    expect(usersIn(transactionsOf(ofUsers('a', 'b', 'c'), identity, known, roomy))).toEqual([
      ['a'],
      ['b'],
      ['c'],
    ]);
  });

  it('counting a profile once, under however many identifiers and events it comes', () => {
    const known = knowing([{ bytes: 700, users: ['a', 'b'] }]);
    const events = ofUsers('a', 'b', 'a', 'b');
    expect(transactionsOf(events, identity, known, roomy)).toEqual([events]);
  });
});

it('remembers of an identifier where it was committed last', () => {
  const cache = knowing([
    { bytes: 10, users: ['a', 'b'] },
    { bytes: 30, users: ['b'] },
  ]);
  const [a, b, c] = ['a', 'b', 'c'].map((value) =>
    cache.get(identifierKey({ kind: 'user_id', value })),
  );
  expect([a, b, c]).toEqual([
    { profileId: 'p0', bytes: 10 },
    { profileId: 'p1', bytes: 30 },
    undefined,
  ]);
});
