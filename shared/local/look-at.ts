import type { Outcome, QuarantinedEvent } from '../domain/event/event.ts';
import { type Arrival, expandMessage } from '../domain/event/expand-message.ts';
import { validateArrival } from '../domain/event/validate-arrival.ts';
import type { Message } from '../ports/event-bus.ts';
import type { ProfileReader } from '../ports/profile-store.ts';
import type { Rules } from '../runtime/rules.ts';
import { traceEvent } from '../runtime/trace-event.ts';
import type { Passed } from './passed.ts';

/** What is known of an arrival from elsewhere. */
export interface Known {
  outcome?: Outcome;
  rejection?: QuarantinedEvent;
}

/**
 * Looks at an arrival that is dealt with. Its outcome is a function of the arrival and of what is kept: where nobody has told it, it can be
 * read there. An event that is neither in quarantine nor in a profile was kept out of the profiles.
 */
export async function lookAt(
  arrival: Arrival,
  at: string,
  { outcome, rejection }: Known,
  reader: ProfileReader,
  rules: Rules,
): Promise<Passed> {
  const { source, content, replayOf } = arrival;
  const passed = {
    kind: 'passed' as const,
    at,
    source,
    arrival: arrival.arrival,
    ...(replayOf !== undefined && { replayOf }),
  };
  const judged = validateArrival(arrival, rules);
  if (rejection !== undefined || outcome === 'quarantined' || 'quarantined' in judged) {
    const why = rejection ?? ('quarantined' in judged ? judged.quarantined : undefined);
    return {
      ...passed,
      outcome: 'quarantined',
      ...('event' in content && { event: content.event }),
      ...(why && {
        rejection: { id: why.id, rule: why.rule, path: why.path, message: why.message },
      }),
    };
  }
  const trace = await traceEvent(reader, judged.event, rules.identity);
  return {
    ...passed,
    outcome:
      outcome ?? (trace === undefined || trace.seen === 'not-seen' ? 'suppressed' : trace.seen),
    event: judged.event,
    ...(trace && { trace }),
  };
}

/** The arrivals of a message that somebody wants to see. */
export const arrivalsOf = (message: Message, rules: Rules, source: string | undefined): Arrival[] =>
  expandMessage(message, rules.sources).filter(
    (arrival) => source === undefined || arrival.source === source,
  );
