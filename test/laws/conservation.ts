import { expect } from 'vitest';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { TriedWorld } from './tried-world.ts';

/** Every delivery of an arrival has the one outcome of that arrival, and every event is applied by one arrival. */
export function arrivalsAreConserved({ first, transactions, events, nameless }: TriedWorld): void {
  const met = new Map<string, string>();
  const counts: [told: number, arrived: number][] = [];
  const changed: string[] = [];
  for (const [index, records] of first.outcomes.entries()) {
    counts.push([records.length, arrivalsIn(transactions[index] ?? [])]);
    for (const { arrival, outcome } of records) {
      if ((met.get(arrival) ?? outcome) !== outcome) changed.push(arrival);
      met.set(arrival, outcome);
    }
  }
  expect(counts.filter(([told, arrived]) => told !== arrived)).toEqual([]);
  expect(changed).toEqual([]);
  const outcomes = [...met.values()];
  expect(outcomes.filter((outcome) => outcome === 'applied').length).toBe(events.length);
  expect(new Set(outcomes)).toEqual(
    new Set([
      ...(events.length > 0 ? ['applied'] : []),
      ...(nameless > 0 ? ['quarantined'] : []),
      ...(outcomes.includes('duplicate') ? ['duplicate'] : []),
    ]),
  );
}

function arrivalsIn(messages: readonly Message[]): number {
  return messages.reduce((total, { data }) => {
    const value = JSON.parse(new TextDecoder().decode(data));
    return total + (Array.isArray(value) ? value : (value.batch ?? [value])).length;
  }, 0);
}
