import type { CanonicalEvent } from '../event/event.ts';
import type { Evidence } from '../identity/evidence.ts';
import { type Json, valueAt } from '../json.ts';
import { type Aggregate, type AggregateName, aggregates } from './aggregate.ts';
import { meets } from './condition.ts';
import type { Condition, TraitConfig } from './trait-config.ts';

/** A computed trait, ready to take events. */
export interface Trait {
  name: string;
  aggregate: Aggregate;
  /** The state with an event joined; the same state where the event does not count. */
  take(state: unknown, event: CanonicalEvent, evidence: Evidence): unknown;
}

export function compileTraits(configs: Readonly<Record<string, TraitConfig>> = {}): Trait[] {
  return Object.entries(configs).map(([name, config]) => compileTrait(name, config));
}

function compileTrait(name: string, config: TraitConfig): Trait {
  const [aggregateName, argument] = aggregateOf(name, config);
  const aggregate = aggregates[aggregateName];
  const eventName = 'of' in config ? config.of : argument;
  const path = 'of' in config ? argument.split('.') : undefined;
  const conditions = Object.entries(config.where ?? {}).map(
    ([where, condition]): [string[], Condition] => [where.split('.'), condition],
  );
  return {
    name,
    aggregate,
    take(state, event, evidence) {
      if (event.type !== 'track' || event.event !== eventName) return state;
      for (const [where, condition] of conditions) {
        if (!meets(valueAt(event, where), condition)) return state;
      }
      const value: Json | undefined = path === undefined ? null : valueAt(event, path);
      if (value === undefined || (value === null && path !== undefined)) return state;
      return aggregate.add(state, value, evidence);
    },
  };
}

function aggregateOf(name: string, config: TraitConfig): [AggregateName, string] {
  for (const [key, argument] of Object.entries(config)) {
    if (isAggregateName(key) && typeof argument === 'string') return [key, argument];
  }
  throw new TypeError(
    `The trait "${name}" names no aggregate: give one of ${Object.keys(aggregates).join(', ')}.`,
  );
}

const isAggregateName = (key: string): key is AggregateName => Object.hasOwn(aggregates, key);
