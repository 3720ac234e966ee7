import type { Transition } from '../../shared/domain/audience/transition.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import { expandMessage } from '../../shared/domain/event/expand-message.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import { validateArrival } from '../../shared/domain/event/validate-arrival.ts';
import type { Json, JsonObject } from '../../shared/domain/json.ts';
import { maskEvent } from '../../shared/domain/plan/mask.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { Rules } from '../../shared/runtime/rules.ts';

/** The valid events of a message. Validation follows from the event, so the archive gives again those that the profiles were made of. */
export function eventsOf(message: Message, rules: Rules): CanonicalEvent[] {
  return expandMessage(message, rules.sources).flatMap((arrival) => {
    const judged = validateArrival(arrival, rules);
    return 'quarantined' in judged ? [] : [judged.event];
  });
}

/** A row of `events`. */
export function eventRow(event: CanonicalEvent, day: string, rules: Rules): JsonObject {
  const shown = maskEvent(event, rules.plan);
  return {
    received_date: day,
    source: shown.source,
    message_id: shown.messageId,
    type: shown.type,
    event: shown.event ?? null,
    user_id: shown.userId ?? null,
    anonymous_id: shown.anonymousId ?? null,
    timestamp: shown.timestamp,
    received_at: shown.receivedAt,
    traits: (shown.traits as JsonObject | undefined) ?? null,
    properties: (shown.properties as JsonObject | undefined) ?? null,
    context: (shown.context as JsonObject | undefined) ?? null,
    flags: (shown.flags as Json[] | undefined) ?? null,
  };
}

/** A row of `outcomes`. */
export const outcomeRow = (record: OutcomeRecord): JsonObject => ({
  received_date: record.receivedAt.slice(0, 10),
  source: record.source,
  received_at: record.receivedAt,
  arrival: record.arrival,
  outcome: record.outcome,
  message_id: record.messageId ?? null,
  replay_of: record.replayOf ?? null,
});

/** A row of `audience_membership_history`. */
export const transitionRow = (transition: Transition): JsonObject => ({
  changed_date: transition.at.slice(0, 10),
  transition_id: transition.id,
  audience: transition.audience,
  profile_id: transition.profileId,
  change: transition.type,
  at: transition.at,
  reason: transition.reason,
  version: transition.version,
  merged_into: transition.mergedInto ?? null,
});
