import { compareEvidence, type Evidence } from '../identity/evidence.ts';
import { canonicalJson, type Json } from '../json.ts';
import { addNumber, addSums, type ExactSum, isSummable, noSum, sumAsNumber } from './exact-sum.ts';
import {
  countValue,
  distinctValues,
  joinCounts,
  mostFrequentValue,
  type ValueCounts,
} from './value-counts.ts';

/**
 * One way to fold the values of events into one: a commutative monoid. `join` of the states of two disjoint sets of events is the
 * state of their union, whatever the order; `add` joins one event, and may use up the state that it is given.
 */
export interface Aggregate<State = unknown> {
  add(state: State | undefined, value: Json, evidence: Evidence): State;
  join(one: State, other: State): State;
  /** The trait's value; `undefined` where there is none. */
  result(state: State): Json | undefined;
}

interface Dated {
  value: Json;
  evidence: Evidence;
}

interface Average {
  sum: ExactSum;
  count: number;
}

const count: Aggregate<number> = {
  add: (state = 0) => state + 1,
  join: (one, other) => one + other,
  result: (state) => state,
};

const sum: Aggregate<ExactSum> = {
  add: (state = noSum, value) => (isAddend(value) ? addNumber(state, value) : state),
  join: addSums,
  result: sumAsNumber,
};

const average: Aggregate<Average> = {
  add: (state = { sum: noSum, count: 0 }, value) =>
    isAddend(value) ? { sum: addNumber(state.sum, value), count: state.count + 1 } : state,
  join: (one, other) => ({ sum: addSums(one.sum, other.sum), count: one.count + other.count }),
  result: (state) => (state.count === 0 ? undefined : sumAsNumber(state.sum) / state.count),
};

const extreme = (better: (a: number, b: number) => number): Aggregate<number | null> => {
  const join = (one: number | null, other: number | null) =>
    one === null ? other : other === null ? one : better(one, other);
  return {
    add: (state = null, value) => join(state, isAddend(value) ? value : null),
    join,
    result: (state) => state ?? undefined,
  };
};

const edgeInTime = (wins: (order: number) => boolean): Aggregate<Dated> => {
  const join = (one: Dated, other: Dated) =>
    wins(compareEvidence(other.evidence, one.evidence)) ? other : one;
  return {
    add: (state, value, evidence) =>
      state === undefined ? { value, evidence } : join(state, { value, evidence }),
    join,
    result: (state) => state.value,
  };
};

const values = (result: (state: ValueCounts) => Json | undefined): Aggregate<ValueCounts> => ({
  add: (state = { counts: {} }, value) => countValue(state, canonicalJson(value)),
  join: joinCounts,
  result,
});

const isAddend = (value: Json): value is number => typeof value === 'number' && isSummable(value);

const parsed = (text: string): Json => JSON.parse(text) as Json;

export type AggregateName =
  | 'count'
  | 'sum'
  | 'min'
  | 'max'
  | 'average'
  | 'first'
  | 'last'
  | 'uniqueCount'
  | 'uniqueList'
  | 'mostFrequent';

/** Erases the type of the state: a state is only ever given back to the aggregate that made it. */
const opaque = <State>(aggregate: Aggregate<State>): Aggregate => aggregate as Aggregate;

export const aggregates: Readonly<Record<AggregateName, Aggregate>> = {
  count: opaque(count),
  sum: opaque(sum),
  min: opaque(extreme(Math.min)),
  max: opaque(extreme(Math.max)),
  average: opaque(average),
  first: opaque(edgeInTime((order) => order < 0)),
  last: opaque(edgeInTime((order) => order > 0)),
  uniqueCount: opaque(values(distinctValues)),
  uniqueList: opaque(values((state) => Object.keys(state.counts).sort().map(parsed))),
  mostFrequent: opaque(
    values((state) => {
      const value = mostFrequentValue(state);
      return value === undefined ? undefined : parsed(value);
    }),
  ),
};
