import type { CanonicalEvent } from '../event/event.ts';
import { valueAt } from '../json.ts';
import { meets } from './condition.ts';
import type { Condition, EventSelector } from './trait-config.ts';

/** Whether an event counts. */
export type Selects = (event: CanonicalEvent) => boolean;

/** Compiles what counts: the name of a track event or a selector, and conditions by path in the event. */
export function selectEvents(
  of: string | EventSelector,
  where: Readonly<Record<string, Condition>> = {},
): Selects {
  const conditions = Object.entries(where).map(([path, condition]): [string[], Condition] => [
    path.split('.'),
    condition,
  ]);
  const isNamed = named(of);
  if (conditions.length === 0) return isNamed;
  return (event) =>
    isNamed(event) &&
    conditions.every(([path, condition]) => meets(valueAt(event, path), condition));
}

function named(of: string | EventSelector): Selects {
  if (typeof of === 'string') return ({ type, event }) => type === 'track' && event === of;
  if (of.type === undefined) return () => true;
  const types = new Set<string>([of.type].flat());
  return ({ type }) => types.has(type);
}
