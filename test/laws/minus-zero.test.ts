import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from '../../functions/merge/merge.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { Json } from '../../shared/domain/json.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { anEvent } from '../builders/events.ts';
import { assertLaw } from './assert-law.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const of = 'Game Played';
const rules = compileRules({
  sources: { web: {} },
  traits: {
    total: { sum: 'properties.score', of },
    least: { min: 'properties.score', of },
    first_score: { first: 'properties.score', of },
    last_score: { last: 'properties.score', of },
    scores: { uniqueList: 'properties.score', of },
    usual: { mostFrequent: 'properties.score', of },
  },
  audiences: { scored: { path: 'traits.level', eq: 0 } },
});

/** Both zeros, by themselves and within, and something else. */
const values = fc.constantFrom<Json>(-0, 0, 1, 'none', [-0], [0], { x: -0 }, { x: 0 });

/** A few people's events, many on the same instants. */
const events = fc
  .array(
    fc.record({
      user: fc.constantFrom('ana', 'bo'),
      at: fc.integer({ min: 0, max: 4 }),
      value: values,
      isTrait: fc.boolean(),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((given) =>
    given.map(({ user, at, value, isTrait }, index): CanonicalEvent => {
      const time = new Date(start + at * 60_000).toISOString();
      return anEvent({
        messageId: `m${index}`,
        arrival: `m${index}/0`,
        userId: user,
        timestamp: time,
        receivedAt: time,
        ...(isTrait
          ? { type: 'identify', traits: { level: value } }
          : { type: 'track', event: of, properties: { score: value } }),
      });
    }),
  );

/** What a store holds after transactions of so many events each. */
async function storedIn(all: readonly CanonicalEvent[], size: number) {
  const store = new MemoryProfileStore();
  for (let from = 0; from < all.length; from += size) {
    await merge(all.slice(from, from + size), store, rules, () => start);
  }
  return store.documents().profiles.map(({ view }) => view);
}

describe('a zero', () => {
  it('has its sign or has it not, and the profile is the same whether it was stored in between', () =>
    assertLaw(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 9 }), async (all, size) => {
        const atOnce = await storedIn(all, all.length);
        const inBetween = await storedIn(all, size);
        // Which tells the zeros apart.
        expect(inBetween).toStrictEqual(atOnce);
      }),
      0.5,
    ));
});
