import type { CanonicalEvent, QuarantinedEvent } from '../../shared/domain/event/event.ts';
import { type Arrival, expandMessage } from '../../shared/domain/event/expand-message.ts';
import { poison } from '../../shared/domain/event/rejection.ts';
import { quarantinedEvent, validateArrival } from '../../shared/domain/event/validate-arrival.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { Rules } from '../../shared/runtime/rules.ts';

export interface Validated {
  /** How many arrivals of each source there were. */
  accepted: Map<string, number>;
  events: CanonicalEvent[];
  quarantined: QuarantinedEvent[];
}

/** Splits messages into arrivals and judges each on its own: a bad one never holds up its neighbours. */
export function validate(messages: readonly Message[], rules: Rules): Validated {
  const validated: Validated = { accepted: new Map(), events: [], quarantined: [] };
  for (const message of messages) {
    for (const arrival of expandMessage(message, rules.sources)) {
      const { source } = arrival;
      validated.accepted.set(source, (validated.accepted.get(source) ?? 0) + 1);
      const judged = judge(arrival, rules);
      if ('event' in judged) validated.events.push(judged.event);
      else validated.quarantined.push(judged.quarantined);
    }
  }
  return validated;
}

function judge(arrival: Arrival, rules: Rules): ReturnType<typeof validateArrival> {
  try {
    return validateArrival(arrival, rules);
  } catch (error) {
    return { quarantined: quarantinedEvent(arrival, poison('It could not be validated', error)) };
  }
}
