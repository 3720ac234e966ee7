import type { CanonicalEvent, QuarantinedEvent } from '../../shared/domain/event/event.ts';
import { expandMessage } from '../../shared/domain/event/expand-message.ts';
import { validateArrival } from '../../shared/domain/event/validate-arrival.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { Rules } from '../../shared/runtime/rules.ts';

export interface Validated {
  events: CanonicalEvent[];
  quarantined: QuarantinedEvent[];
}

/** Splits messages into arrivals and judges each on its own: a bad one never holds up its neighbours. */
export function validate(messages: readonly Message[], rules: Rules): Validated {
  const validated: Validated = { events: [], quarantined: [] };
  for (const message of messages) {
    for (const arrival of expandMessage(message, rules.sources)) {
      const judged = validateArrival(arrival, rules);
      if ('event' in judged) validated.events.push(judged.event);
      else validated.quarantined.push(judged.quarantined);
    }
  }
  return validated;
}
