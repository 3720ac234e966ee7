import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edge, edgeKey, joinEdges } from '../../shared/domain/identity/edge.ts';
import type { Evidence } from '../../shared/domain/identity/evidence.ts';
import { normaliseIdentifier } from '../../shared/domain/identity/identifier.ts';
import type { Json } from '../../shared/domain/json.ts';
import { type Candidates, joinCandidates } from '../../shared/domain/profile/candidates.ts';
import { joinRecent, type RecentEvent } from '../../shared/domain/profile/leaf.ts';
import { type AggregateName, aggregates } from '../../shared/domain/trait/aggregate.ts';
import { addNumber, addSums, noSum, sumAsNumber } from '../../shared/domain/trait/exact-sum.ts';
import {
  capacity,
  countValue,
  distinctValues,
  joinCounts,
  type ValueCounts,
} from '../../shared/domain/trait/value-counts.ts';
import { assertLaw } from './assert-law.ts';
import { canonical } from './world.ts';

/** Events with few values, times and names, so that they tie; each is one event. */
const facts = fc.uniqueArray(
  fc.record({
    value: fc.constantFrom<Json>('a', 'b', 'c', 'd', 'e', null, 1, 1.5, -0.1, 1e16, { x: 1 }),
    evidence: fc.record({
      at: fc.nat({ max: 3 }),
      messageId: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
      source: fc.constantFrom('web', 'shop'),
    }),
    /** Which of three replicas have it. */
    in: fc.subarray([0, 1, 2], { minLength: 1 }),
  }),
  { selector: ({ evidence }) => canonical(evidence), maxLength: 14, size: 'max' },
);

type Fact = { value: Json; evidence: Evidence; in: number[] };

/** The state of a replica, and of all facts together: what every join of the three must give. */
const states = <State>(given: readonly Fact[], fold: (facts: readonly Fact[]) => State) => ({
  replicas: [0, 1, 2].map((replica) => fold(given.filter((fact) => fact.in.includes(replica)))),
  all: fold(given),
});

function expectJoin<State>(
  { replicas, all }: { replicas: State[]; all: State },
  join: (one: State, other: State) => State,
): void {
  const [a, b, c] = replicas as [State, State, State];
  for (const joined of [
    join(join(a, b), c),
    join(a, join(b, c)),
    join(join(c, b), a),
    join(b, join(a, c)),
  ]) {
    expect(canonical(joined)).toBe(canonical(all));
  }
}

describe('joins are commutative and associative', () => {
  it('of candidates, which are idempotent too', () =>
    assertLaw(
      fc.property(facts, (given) => {
        const fold = (some: readonly Fact[]) =>
          some.reduce<Candidates>(
            (state, { value, evidence }) => joinCandidates(state, [{ value, evidence }]),
            [],
          );
        expectJoin(states(given, fold), joinCandidates);
        const state = fold(given);
        expect(joinCandidates(state, state)).toEqual(state);
      }),
    ));

  it('of edges, which are idempotent too', () =>
    assertLaw(
      fc.property(facts, fc.array(fc.constantFrom('seen', 'alias', 'severed')), (given, names) => {
        const ends = { a: 'email:x', b: 'user_id:u' };
        const fold = (some: readonly Fact[]) =>
          some.reduce<Edge>((state, { evidence }) => {
            const index = given.findIndex((fact) => fact.evidence === evidence);
            return joinEdges(state, { ...ends, [names[index] ?? 'seen']: evidence });
          }, ends);
        expectJoin(states(given, fold), joinEdges);
        expect(joinEdges(fold(given), fold(given))).toEqual(fold(given));
      }),
    ));

  /** These add up, so each event is in one replica only. */
  const once = facts.map((given) => given.map((fact) => ({ ...fact, in: fact.in.slice(0, 1) })));

  it('of recent events', () =>
    assertLaw(
      fc.property(once, (given) => {
        const fold = (some: readonly Fact[]) =>
          some.reduce<RecentEvent[]>(
            (state, { evidence }) => joinRecent(state, [{ ...evidence, type: 'page' }]),
            [],
          );
        expectJoin(states(given, fold), joinRecent);
      }),
    ));

  const names = Object.keys(aggregates) as AggregateName[];
  it.each(names)('of %s', (name) =>
    assertLaw(
      fc.property(once, (given) => {
        const { add, join, result } = aggregates[name];
        const fold = (some: readonly Fact[]) =>
          some.reduce<unknown>(
            (state, { value, evidence }) => add(state, value, evidence),
            undefined,
          );
        const joined = (one: unknown, other: unknown) =>
          one === undefined ? other : other === undefined ? one : join(one, other);
        expectJoin(states(given, fold), joined);
        expectJoin(states([...given].reverse(), fold), joined);
        const [forwards, backwards] = [fold(given), fold([...given].reverse())];
        if (given.length > 0) expect(result(backwards)).toEqual(result(forwards));
      }),
      0.2,
    ),
  );
});

describe('sums', () => {
  const numbers = fc.array(
    fc.oneof(
      fc.constantFrom(0.1, 0.2, -0.3, 1e-20, 99e18, 5e-7, -0),
      fc.integer().map((cents) => cents / 100),
    ),
    { maxLength: 12 },
  );

  it('are exact, whatever is added first', () =>
    assertLaw(
      fc.property(numbers, numbers, (some, others) => {
        const sumOf = (values: readonly number[]) => values.reduce(addNumber, noSum);
        const joined = addSums(sumOf(some), sumOf(others));
        expect(addSums(sumOf(others), sumOf(some))).toEqual(joined);
        expect(sumOf([...others, ...some].reverse())).toEqual(joined);
        expect(sumAsNumber(joined)).toBe(Number(`${unitsOf([...some, ...others])}e-20`));
      }),
    ));

  /** In whole units of 10^−20. */
  const unitsOf = (values: readonly number[]): bigint =>
    values.reduce((total, value) => {
      const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
      const [whole = '0', fraction = ''] = mantissa.split('.');
      return (
        total + BigInt(whole + fraction) * 10n ** BigInt(20 + Number(exponent) - fraction.length)
      );
    }, 0n);
});

describe('counts of more values than are kept', () => {
  const ranges = fc.array(
    fc.record({ from: fc.nat({ max: 2 * capacity }), many: fc.nat({ max: 2 * capacity }) }),
    { minLength: 3, maxLength: 3 },
  );
  /** By joins of parts that fit. */
  const countsOf = (values: readonly string[]) => {
    let state: ValueCounts = { counts: {} };
    for (let start = 0; start < values.length; start += capacity / 2) {
      const part = values.slice(start, start + capacity / 2);
      state = joinCounts(state, part.reduce<ValueCounts>(countValue, { counts: {} }));
    }
    return state;
  };

  it('are a function of the values, however they are split and ordered', () =>
    assertLaw(
      fc.property(ranges, (given) => {
        const parts = given.map(({ from, many }) => namesFrom(from, many));
        const all = canonical(countsOf(parts.flat()));
        const [a, b, c] = parts.map(countsOf) as [ValueCounts, ValueCounts, ValueCounts];
        expect(canonical(joinCounts(joinCounts(a, b), c))).toBe(all);
        expect(canonical(joinCounts(c, joinCounts(b, a)))).toBe(all);
        expect(canonical(countsOf(parts.flat().reverse()))).toBe(all);
      }),
      0.005,
    ));

  it('are the same where the values come one by one', () => {
    const values = namesFrom(0, capacity + 60);
    const oneByOne = [...values, ...values].reduce<ValueCounts>(countValue, { counts: {} });
    expect(canonical(oneByOne)).toBe(canonical(countsOf([...values, ...values])));
  });

  it.each([2, 10])('know of %i thousand how many there were, within some percent', (thousands) => {
    const state = countsOf(namesFrom(0, thousands * 1000));
    expect(Object.keys(state.counts)).toHaveLength(capacity);
    expect(Math.abs(distinctValues(state) / thousands / 1000 - 1)).toBeLessThan(0.1);
  });
});

const namesFrom = (from: number, many: number): string[] =>
  Array.from({ length: many }, (_, index) => `"v${from + index}"`);

describe('identifiers', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('A', 'b', '\n', ':', '"', '0', ' ', '+', '(', '\ud800', 'é'),
    }),
  );

  it('have one normal spelling', () =>
    assertLaw(
      fc.property(fc.constantFrom('email', 'phone', 'user_id'), texts, (kind, text) => {
        const normal = normaliseIdentifier(kind, text);
        if (normal === undefined) return;
        expect(normaliseIdentifier(kind, normal.value)).toEqual(normal);
        expect(Buffer.from(normal.value).toString()).toBe(normal.value);
      }),
    ));

  it('have edges whose keys differ where the pairs do, line breaks or not', () =>
    assertLaw(
      fc.property(fc.array(texts, { minLength: 4, maxLength: 4 }), (values) => {
        const [a, b, c, d] = values.map((value) => `user_id:${value}`) as [
          string,
          string,
          string,
          string,
        ];
        const same = canonical([a, b].sort()) === canonical([c, d].sort());
        expect(edgeKey(a, b) === edgeKey(c, d)).toBe(same);
        expect(edgeKey(a, b)).toBe(edgeKey(b, a));
      }),
    ));
});
