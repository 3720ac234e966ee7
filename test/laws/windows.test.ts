import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AggregateName, aggregates } from '../../shared/domain/trait/aggregate.ts';
import { compileTraits, type Trait, type TraitState } from '../../shared/domain/trait/trait.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';
import { anEvent } from '../builders/events.ts';
import { assertLaw } from './assert-law.ts';
import { type Fact, inWindow, naiveAggregate, naiveSessions } from './reference-windows.ts';
import { canonical } from './world.ts';

const minute = 60_000;
const start = Date.parse('2026-01-01T00:00:00.000Z');
const window = 60 * minute;

/** A trait over the facts' values. */
function traitOf(config: object): Trait {
  const [trait] = compileTraits({ trait: config as TraitConfig });
  if (trait === undefined) throw new Error('A trait was expected.');
  return trait;
}

const overValues = (name: string, more: object = {}): Trait =>
  traitOf(
    name === 'count'
      ? { count: 'Fact', ...more }
      : { [name]: 'properties.value', of: 'Fact', ...more },
  );

const eventOf = ({ at, messageId, value }: Fact) =>
  anEvent({
    type: 'track',
    event: 'Fact',
    messageId,
    timestamp: new Date(at).toISOString(),
    properties: { value },
  });

const fold = (trait: Trait, facts: readonly Fact[]): TraitState | null =>
  facts.reduce<TraitState | null>(
    (state, fact) =>
      trait.take(state, eventOf(fact), { at: fact.at, messageId: fact.messageId, source: 'web' }),
    null,
  );

const joined = (trait: Trait, states: readonly (TraitState | null)[]): TraitState | null =>
  states.reduce<TraitState | null>(
    (one, other) => (one === null ? other : other === null ? one : trait.join(one, other)),
    null,
  );

const values = fc.oneof(
  fc.integer({ min: -200, max: 200 }).map((cents) => cents / 100),
  fc.constantFrom('shoes', 'hats', true),
);

/** Facts over a few windows' time, in some order, each in one of three replicas. */
const facts = (most: number, least = 0) =>
  fc
    .array(
      fc.record({
        at: fc.oneof(
          fc.integer({ min: 0, max: 4 * 60 }).map((minutes) => start + minutes * minute),
          fc.integer({ min: 0, max: 4 * window }).map((ms) => start + ms),
        ),
        value: values,
        replica: fc.nat({ max: 2 }),
      }),
      { minLength: least, maxLength: most, size: 'max' },
    )
    .map((given) => given.map((fact, index) => ({ ...fact, messageId: `m${index}` })));

type Given = (Fact & { replica: number })[];

/** The state over all facts, by way of three replicas that are joined one way or another. */
const statesOf = (trait: Trait, given: Given): (TraitState | null)[] => {
  const replicas = [0, 1, 2].map((replica) =>
    fold(
      trait,
      given.filter((fact) => fact.replica === replica),
    ),
  );
  return [
    fold(trait, given),
    fold(trait, [...given].reverse()),
    joined(trait, replicas),
    joined(trait, [...replicas].reverse()),
  ];
};

/** Every moment at which something may change, the one before, and some between: from the last fact on, for no fact is in the future. */
function momentsFrom(given: readonly Fact[], length: number): number[] {
  const last = Math.max(start, ...given.map(({ at }) => at));
  const exits = given.map(({ at }) => at + length).filter((at) => at > last);
  return [last, ...exits, ...exits.map((at) => at - 1), last + length / 3, last + 3 * length];
}

/** So many that no cell is an instant any more. */
const crowds = facts(400, 300);

const names = Object.keys(aggregates) as AggregateName[];

describe('a computed trait is what the naive recomputation gives, for any order and partition', () => {
  it.each(names)('%s over a lifetime', (name) =>
    assertLaw(
      fc.property(facts(20), (given) => {
        const trait = overValues(name);
        for (const state of statesOf(trait, given)) {
          const expected = given.length === 0 ? undefined : naiveAggregate(name, given);
          expect(trait.value(state, 0)).toEqual(expected);
          expect(trait.nextExit(state, 0)).toBe(Number.POSITIVE_INFINITY);
        }
      }),
      0.1,
    ),
  );

  it.each(names)('%s over a sliding window, at every moment', (name) =>
    assertLaw(
      fc.property(facts(20), (given) => {
        const trait = overValues(name, { window: '1h' });
        const [first, ...others] = statesOf(trait, given);
        for (const other of others) expect(canonical(other)).toBe(canonical(first));
        if (first === null || first === undefined) return;
        for (const now of momentsFrom(given, window)) {
          expect(trait.value(first, now)).toEqual(
            naiveAggregate(name, inWindow(given, window, now)),
          );
        }
      }),
      0.1,
    ),
  );

  it.each(names)(
    '%s over a window that holds too much to keep each event, within the bound',
    (name) =>
      assertLaw(
        fc.property(fc.noShrink(crowds), (crowded) => {
          const trait = overValues(name, { window: '1h' });
          const [first, ...others] = statesOf(trait, crowded);
          for (const other of others) expect(canonical(other)).toBe(canonical(first));
          if (first === null || first === undefined) return;
          // A thirtieth of the window at most, and no event leaves early: so the value is that of some set of facts in between.
          const bound = window / 30;
          for (const now of momentsFrom(crowded, window).slice(0, 40)) {
            const least = inWindow(crowded, window, now);
            const most = inWindow(crowded, window + bound, now);
            expectBetween(name, trait.value(first, now), least, most);
          }
        }),
        0.003,
      ),
  );

  it('sessions, over any order', () =>
    assertLaw(
      fc.property(facts(40), (given) => {
        const spread = given.map((fact) => ({ ...fact, at: start + (fact.at - start) * 12 }));
        const [count, latest] = [
          traitOf({ sessionCount: '30m' }),
          traitOf({ sessionStart: '30m' }),
        ];
        const starts = naiveSessions(
          spread.map(({ at }) => at),
          30 * minute,
        );
        for (const state of statesOf(count, spread)) {
          expect(count.value(state, 0)).toEqual(starts.length || undefined);
        }
        for (const state of statesOf(latest, spread)) {
          const last = starts.at(-1);
          expect(latest.value(state, 0)).toEqual(last && new Date(last).toISOString());
        }
      }),
      0.2,
    ));
});

/** A value over an uncertain set of facts: what counts lies between, what picks picks one of them. */
function expectBetween(
  name: AggregateName,
  value: unknown,
  least: readonly Fact[],
  most: readonly Fact[],
): void {
  switch (name) {
    case 'count':
    case 'uniqueCount':
      expect(value).toBeGreaterThanOrEqual(Number(naiveAggregate(name, least)));
      expect(value).toBeLessThanOrEqual(Number(naiveAggregate(name, most)));
      return;
    case 'min':
    case 'max': {
      // More facts make a minimum smaller and a maximum greater: where none is sure to count, only the other side has a bound.
      const [ofLeast, ofMost] = [least, most].map((facts) => naiveAggregate(name, facts));
      if (value === undefined) {
        expect(ofLeast).toBeUndefined();
        return;
      }
      const sign = name === 'max' ? 1 : -1;
      expect(sign * Number(value)).toBeLessThanOrEqual(sign * Number(ofMost));
      if (ofLeast !== undefined) {
        expect(sign * Number(value)).toBeGreaterThanOrEqual(sign * Number(ofLeast));
      }
      return;
    }
    case 'last':
      // The latest never leaves early, and leaves late with all the others only.
      if (least.length > 0) expect(value).toEqual(naiveAggregate('last', least));
      return;
    case 'uniqueList': {
      const list = JSON.stringify(value ?? []);
      for (const { value: kept } of least) expect(list).toContain(JSON.stringify(kept));
      return;
    }
    default: {
      // Those that are still in the window count in full: their contribution is there whatever the others add.
      if (most.length === 0) expect([undefined, 0]).toContainEqual(value);
      else if (least.length === most.length) expect(value).toEqual(naiveAggregate(name, least));
    }
  }
}

describe('what a window keeps', () => {
  const trait = overValues('uniqueCount', { window: '30d' });
  const many = Array.from({ length: 5000 }, (_, index) => ({
    at: start + index * 7 * minute,
    messageId: `m${index}`,
    value: `product ${index % 1300}`,
  }));

  it('is bounded, and of many values a sample that does not depend on their order', () => {
    const state = fold(trait, many);
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(40_000);
    expect(canonical(fold(trait, [...many].reverse()))).toBe(canonical(state));
    const now = start + 5000 * 7 * minute;
    const truth = Number(naiveAggregate('uniqueCount', inWindow(many, 30 * 24 * 60 * minute, now)));
    expect(Math.abs(Number(trait.value(state, now)) / truth - 1)).toBeLessThan(0.35);
  });

  it('says when the next event leaves, and that moment changes the count', () =>
    assertLaw(
      fc.property(facts(20), (given) => {
        const count = overValues('count', { window: '1h' });
        const state = fold(count, given);
        let now = Math.max(start, ...given.map(({ at }) => at));
        for (;;) {
          const next = count.nextExit(state, now);
          if (next === Number.POSITIVE_INFINITY) break;
          expect(count.value(state, next - 1)).toEqual(count.value(state, now));
          expect(Number(count.value(state, next))).toBeLessThan(Number(count.value(state, now)));
          now = next;
        }
        expect(count.value(state, now) ?? 0).toBe(0);
      }),
      0.2,
    ));
});
