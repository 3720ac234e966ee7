import type { Evidence } from '../identity/evidence.ts';
import { canonicalJson, type Json } from '../json.ts';
import { addNumber, addSums, type ExactSum, isSummable, noSum, sumAsNumber } from './exact-sum.ts';
import { earliest, joinRanked, latest, type Order, type Ranked } from './ranked.ts';
import {
  countValue,
  distinctValues,
  joinCounts,
  type ValueCounts,
  valuesByFrequency,
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
  /** What no events at all come to; absent where that is nothing. */
  ofNothing?: Json;
  /** The events that the value was taken from and those that lost against them, best first; absent where every event counts alike. */
  ranked?(state: State): readonly Ranked[];
  /** The values that lost, best first, where they are counted and not ranked by event. */
  runnersUp?(state: State): Json[];
  /** Whether the state is of counted values, which take room in a window each. */
  countsValues?: true;
}

interface Average {
  sum: ExactSum;
  count: number;
}

const count: Aggregate<number> = {
  add: (state = 0) => state + 1,
  join: (one, other) => one + other,
  result: (state) => state,
  ofNothing: 0,
};

const sum: Aggregate<ExactSum> = {
  add: (state = noSum, value) => (isAddend(value) ? addNumber(state, value) : state),
  join: addSums,
  result: sumAsNumber,
  ofNothing: 0,
};

const average: Aggregate<Average> = {
  add: (state = { sum: noSum, count: 0 }, value) =>
    isAddend(value) ? { sum: addNumber(state.sum, value), count: state.count + 1 } : state,
  join: (one, other) => ({ sum: addSums(one.sum, other.sum), count: one.count + other.count }),
  result: (state) => (state.count === 0 ? undefined : sumAsNumber(state.sum) / state.count),
};

/** The best value in an order of values and events. */
const best = (
  order: Order,
  remembered: number,
  counts: (value: Json) => boolean = () => true,
): Aggregate<readonly Ranked[]> => ({
  add(state = [], value, evidence) {
    if (!counts(value)) return state;
    const candidate = { value, evidence };
    const last = state.length === remembered ? state.at(-1) : undefined;
    if (last !== undefined && order(candidate, last) > 0) return state;
    return joinRanked(state, [candidate], order, remembered);
  },
  join: (one, other) => joinRanked(one, other, order, remembered),
  result: ([winner]) => winner?.value,
  ranked: (state) => state,
});

const smallest: Order = (one, other) =>
  Number(one.value) - Number(other.value) || earliest(one, other);
const largest: Order = (one, other) =>
  Number(other.value) - Number(one.value) || earliest(one, other);

const values = (
  result: (state: ValueCounts) => Json | undefined,
  more: Pick<Aggregate<ValueCounts>, 'ofNothing' | 'runnersUp'> = {},
): Aggregate<ValueCounts> => ({
  add: (state = { counts: {} }, value) => countValue(state, canonicalJson(value)),
  join: joinCounts,
  result,
  ...more,
  countsValues: true,
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
export const opaque = <State>(aggregate: Aggregate<State>): Aggregate => aggregate as Aggregate;

/** @param remembered how many candidates a state of `min`, `max`, `first` and `last` keeps: the winner, and what it beat. */
const aggregatesRemembering = (remembered: number): Readonly<Record<AggregateName, Aggregate>> => ({
  count: opaque(count),
  sum: opaque(sum),
  min: opaque(best(smallest, remembered, isAddend)),
  max: opaque(best(largest, remembered, isAddend)),
  average: opaque(average),
  first: opaque(best(earliest, remembered)),
  last: opaque(best(latest, remembered)),
  uniqueCount: opaque(values(distinctValues, { ofNothing: 0 })),
  uniqueList: opaque(values((state) => Object.keys(state.counts).sort().map(parsed))),
  mostFrequent: opaque(
    values(
      (state) => {
        const [value] = valuesByFrequency(state, 1);
        return value === undefined ? undefined : parsed(value);
      },
      { runnersUp: (state) => valuesByFrequency(state, 3).slice(1).map(parsed) },
    ),
  ),
});

export const aggregates = aggregatesRemembering(3);

/** In a window every stretch of time keeps its winner only: what it beat is in the others. */
export const windowAggregates = aggregatesRemembering(1);
