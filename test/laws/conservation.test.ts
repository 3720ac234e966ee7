import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/ports/event-bus.ts';
import { law } from './law.ts';
import { referenceEvents } from './reference-events.ts';
import { worldOf } from './world.ts';

describe('conservation', () => {
  it('gives every arrival one outcome, the same for every delivery, and applies every event once', () =>
    law(async (given, transactions) => {
      const { outcomes } = await worldOf(transactions, given.rules);
      const { events, nameless } = referenceEvents(given.sent, given.rules);
      const arrivals = new Map<string, string>();
      for (const [index, records] of outcomes.entries()) {
        expect(records.length).toBe(arrivalsIn(transactions[index] ?? []));
        for (const { arrival, outcome } of records) {
          expect(arrivals.get(arrival) ?? outcome).toBe(outcome);
          arrivals.set(arrival, outcome);
        }
      }
      const met = [...arrivals.values()];
      expect(met.filter((outcome) => outcome === 'applied').length).toBe(events.length);
      expect(new Set(met)).toEqual(
        new Set([
          ...(events.length > 0 ? ['applied'] : []),
          ...(nameless > 0 ? ['quarantined'] : []),
          ...(met.includes('duplicate') ? ['duplicate'] : []),
        ]),
      );
    }));
});

function arrivalsIn(messages: readonly Message[]): number {
  return messages.reduce((total, { data }) => {
    const value = JSON.parse(new TextDecoder().decode(data));
    return total + (Array.isArray(value) ? value : (value.batch ?? [value])).length;
  }, 0);
}
