import { trackingPlan } from '../../../schemas/generated/tracking-plan.ts';
import { documentId } from '../digest.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import { canonicalEvent } from './canonical-event.ts';
import type { CanonicalEvent, QuarantinedEvent } from './event.ts';
import type { Arrival } from './expand-message.ts';
import { identifiersOf } from './identifiers-of.ts';
import type { Rejection } from './rejection.ts';

/** Judges one arrival: a canonical event that keeps every rule, or a record of which it broke. */
export function validateArrival(
  arrival: Arrival,
  rules: IdentityRules,
): { event: CanonicalEvent } | { quarantined: QuarantinedEvent } {
  const { content } = arrival;
  const judged = 'rejection' in content ? content : canonicalEvent(content.event, arrival);
  if ('rejection' in judged) return { quarantined: quarantinedEvent(arrival, judged.rejection) };
  const rejection = breachOfPlan(judged.event) ?? lackOfIdentifier(judged.event, rules);
  return rejection === undefined ? judged : { quarantined: quarantinedEvent(arrival, rejection) };
}

/** A planned track event has properties as its schema says; an event without a schema is free. */
function breachOfPlan(event: CanonicalEvent): Rejection | undefined {
  if (event.type !== 'track' || event.event === undefined) return undefined;
  const validate = trackingPlan.get(event.event);
  if (validate === undefined || validate(event.properties ?? {})) return undefined;
  const [error] = validate.errors ?? [];
  const path = `/properties${error?.instancePath ?? ''}`;
  return {
    rule: 'tracking-plan',
    path,
    message: `${path} of "${event.event}" ${error?.message ?? 'is not valid'}.`,
  };
}

function lackOfIdentifier(event: CanonicalEvent, rules: IdentityRules): Rejection | undefined {
  if (identifiersOf(event, rules) !== undefined) return undefined;
  return {
    rule: 'no-identifier',
    path: '',
    message:
      'The event says nothing of whom it is about: give userId, anonymousId or an external id that is not a blocked value.',
  };
}

/** The record of a rejected arrival. */
export function quarantinedEvent(
  { source, arrival, receivedAt, raw }: Omit<Arrival, 'content'>,
  rejection: Rejection,
): QuarantinedEvent {
  return { id: documentId(arrival), source, arrival, receivedAt, ...rejection, raw: rawOf(raw()) };
}

function rawOf(raw: string | Uint8Array): QuarantinedEvent['raw'] {
  if (typeof raw === 'string') return { encoding: 'utf8', data: raw };
  const bytes = Buffer.from(raw);
  const text = bytes.toString('utf8');
  // What UTF-8 can't say is kept in base64, so that no byte is lost.
  return bytes.equals(Buffer.from(text))
    ? { encoding: 'utf8', data: text }
    : { encoding: 'base64', data: bytes.toString('base64') };
}
