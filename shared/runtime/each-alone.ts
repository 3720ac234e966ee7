import type { CanonicalEvent, QuarantinedEvent } from '../domain/event/event.ts';
import { poison } from '../domain/event/rejection.ts';
import { poisonedEvent } from '../domain/event/validate-arrival.ts';

/** What a pure step makes of events, and those that it throws at. */
export interface Isolated {
  events: CanonicalEvent[];
  quarantined: QuarantinedEvent[];
}

/**
 * Takes a batch through a step that depends on nothing but them. Where it throws it would throw again, so the events go through it one by one, and those that it
 * throws at are quarantined: they hold up nobody, and can be replayed when the step is mended.
 * @param complaint such as `It could not be enriched`.
 */
export async function eachAlone(
  complaint: string,
  events: readonly CanonicalEvent[],
  step: (events: readonly CanonicalEvent[]) => Promise<CanonicalEvent[]>,
): Promise<Isolated> {
  try {
    return { events: await step(events), quarantined: [] };
  } catch {
    const isolated: Isolated = { events: [], quarantined: [] };
    for (const event of events) {
      try {
        isolated.events.push(...(await step([event])));
      } catch (error) {
        isolated.quarantined.push(poisonedEvent(event, poison(complaint, error)));
      }
    }
    return isolated;
  }
}
