import { shortDigest } from '../digest.ts';
import type { CanonicalEvent } from '../event/event.ts';
import { compareEvidence, type Evidence } from '../identity/evidence.ts';
import { canonicalJson, type Json, plainJson, valueAt } from '../json.ts';
import { type Aggregate, type AggregateName, aggregates, windowAggregates } from './aggregate.ts';
import { durationMs } from './duration.ts';
import type { Ranked } from './ranked.ts';
import { type Selects, selectEvents } from './select-events.ts';
import { sessionCount, sessionStart } from './session-days.ts';
import type { TraitConfig } from './trait-config.ts';
import { Window, type WindowState } from './window.ts';

/** What a leaf keeps of a trait once an event has counted. */
export interface TraitState {
  /** Of the aggregate, or of the window over it. */
  state: unknown;
  /** The latest event that counted. */
  latest: Evidence;
}

/** A computed trait, ready to take events. */
export interface Trait {
  name: string;
  /** What leaves keep the state under: the digest of what is counted, so that a trait that counts something else never takes up an old state. */
  key: string;
  /** The state with an event joined; the same state where the event does not count. May use up the state that it is given. */
  take(state: TraitState | null, event: CanonicalEvent, evidence: Evidence): TraitState | null;
  join(one: TraitState, other: TraitState): TraitState;
  /** The value at a time; `undefined` where there is none. */
  value(state: TraitState | null, now: number): Json | undefined;
  /** When time alone takes the next event out of the value, milliseconds since 1970; infinity where it takes none. */
  nextExit(state: TraitState | null, now: number): number;
  lineage(state: TraitState, now: number): Lineage;
  /** What a comparison reads where there is no value: 0 of a trait that counts or sums. */
  ofNothing?: Json;
}

/** Where a computed value comes from. */
interface Lineage {
  /** The event that it was taken from, or the latest that counted; absent where all have left the window. */
  from?: Evidence;
  beaten: { value: Json; from?: Evidence }[];
}

export function compileTraits(configs: Readonly<Record<string, TraitConfig>> = {}): Trait[] {
  return Object.entries(configs)
    .map(([name, config]) => compileTrait(name, config))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function compileTrait(name: string, config: TraitConfig): Trait {
  const { aggregate, window, of, path } = parsed(name, config);
  const key = stateKey([name, config]);
  return traitOf({ name, key, selects: selectEvents(of, config.where), path, aggregate, window });
}

/** What a leaf keeps the state of something counted under, of what says it all about the counting. */
export const stateKey = (counted: object): string =>
  shortDigest(canonicalJson(plainJson(counted))).slice(0, 8);

interface Parts {
  name: string;
  key: string;
  selects: Selects;
  /** Of the value in the event; absent where events themselves are counted. */
  path?: readonly string[] | undefined;
  aggregate: Aggregate;
  window?: Window | undefined;
}

/** A trait, of its compiled parts. */
export function traitOf({ name, key, selects, path, aggregate, window }: Parts): Trait {
  return {
    name,
    key,
    take: taking(selects, path, window ?? aggregate),
    join: (one, other) => ({
      state: window
        ? window.join(one.state as WindowState, other.state as WindowState)
        : aggregate.join(one.state, other.state),
      latest: later(one.latest, other.latest),
    }),
    ...reading(aggregate, window),
    ...(aggregate.ofNothing !== undefined && { ofNothing: aggregate.ofNothing }),
  };
}

function taking(
  selects: Selects,
  path: readonly string[] | undefined,
  into: Pick<Aggregate, 'add'> | Window,
): Trait['take'] {
  const { add } =
    into instanceof Window
      ? {
          add: (state: unknown, value: Json, evidence: Evidence): unknown =>
            into.add((state ?? {}) as WindowState, value, evidence),
        }
      : into;
  return (state, event, evidence) => {
    if (!selects(event)) return state;
    const value = path === undefined ? null : valueAt(event, path);
    if (value === undefined || (value === null && path !== undefined)) return state;
    return {
      state: add(state?.state, value, evidence),
      latest: state === null ? evidence : later(state.latest, evidence),
    };
  };
}

function reading(aggregate: Aggregate, window: Window | undefined) {
  const stateAt = (state: TraitState, now: number): unknown =>
    window === undefined ? state.state : window.at(state.state as WindowState, now);
  return {
    value(state: TraitState | null, now: number): Json | undefined {
      if (state === null) return undefined;
      const counted = stateAt(state, now);
      return counted === undefined ? aggregate.ofNothing : aggregate.result(counted);
    },
    nextExit: (state: TraitState | null, now: number): number =>
      window === undefined || state === null
        ? Number.POSITIVE_INFINITY
        : window.nextExit(state.state as WindowState, now),
    lineage: (state: TraitState, now: number): Lineage =>
      lineageOf(aggregate, stateAt(state, now), state.latest),
  };
}

function lineageOf(aggregate: Aggregate, counted: unknown, latest: Evidence): Lineage {
  if (counted === undefined) return { beaten: [] };
  const ranked: readonly Ranked[] | undefined = aggregate.ranked?.(counted);
  if (ranked === undefined) {
    const beaten = aggregate.runnersUp?.(counted) ?? [];
    return { from: latest, beaten: beaten.map((value) => ({ value })) };
  }
  const [winner, ...beaten] = ranked;
  return {
    ...(winner !== undefined && { from: winner.evidence }),
    beaten: beaten.map(({ value, evidence }) => ({ value, from: evidence })),
  };
}

interface Parsed {
  aggregate: Aggregate;
  window: Window | undefined;
  of: Parameters<typeof selectEvents>[0];
  path: string[] | undefined;
}

/** @throws TypeError saying what to change. */
function parsed(name: string, config: TraitConfig): Parsed {
  const at = `The trait "${name}"`;
  if ('sessionCount' in config || 'sessionStart' in config) return sessions(at, config);
  const length = config.window === undefined ? undefined : durationMs(config.window, at);
  const [aggregateName, argument] = aggregateOf(at, config);
  const aggregate = (length === undefined ? aggregates : windowAggregates)[aggregateName];
  const window = length === undefined ? undefined : new Window(length, aggregate);
  if ('count' in config) return { aggregate, window, of: config.count, path: undefined };
  if (config.of === undefined || typeof argument !== 'string') {
    throw new TypeError(
      `${at} needs a path and the events that count: { ${aggregateName}: 'properties.revenue', of: 'Order Completed' }.`,
    );
  }
  return { aggregate, window, of: config.of, path: argument.split('.') };
}

function sessions(
  at: string,
  config: Extract<TraitConfig, { sessionCount: string } | { sessionStart: string }>,
): Parsed {
  if ('window' in config) throw new TypeError(`${at}: sessions take no window.`);
  const aggregate =
    'sessionCount' in config
      ? sessionCount(durationMs(config.sessionCount, at))
      : sessionStart(durationMs(config.sessionStart, at));
  return { aggregate, window: undefined, of: config.of ?? {}, path: undefined };
}

function aggregateOf(at: string, config: TraitConfig): [AggregateName, unknown] {
  for (const [key, argument] of Object.entries(config)) {
    if (isAggregateName(key)) return [key, argument];
  }
  throw new TypeError(
    `${at} names no aggregate: give one of ${[...Object.keys(aggregates), 'sessionCount', 'sessionStart'].join(', ')}.`,
  );
}

const isAggregateName = (key: string): key is AggregateName => Object.hasOwn(aggregates, key);

const later = (known: Evidence, evidence: Evidence): Evidence =>
  compareEvidence(known, evidence) > 0 ? known : evidence;
