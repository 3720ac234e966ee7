import { documentId } from '../digest.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import { keepToPlan, type PlanRules } from '../plan/keep-to-plan.ts';
import { canonicalEvent } from './canonical-event.ts';
import type { CanonicalEvent, QuarantinedEvent } from './event.ts';
import type { Arrival } from './expand-message.ts';
import { identifiersOf } from './identifiers-of.ts';
import type { Rejection } from './rejection.ts';

/** What judging an arrival asks of the configuration. */
export interface ValidationRules extends PlanRules {
  identity: IdentityRules;
}

/** Judges one arrival: a canonical event that keeps every rule, or a record of which it broke. */
export function validateArrival(
  arrival: Arrival,
  rules: ValidationRules,
): { event: CanonicalEvent } | { quarantined: QuarantinedEvent } {
  const judged = judge(arrival, rules);
  return 'event' in judged ? judged : { quarantined: quarantinedEvent(arrival, judged.rejection) };
}

function judge(
  arrival: Arrival,
  rules: ValidationRules,
): { event: CanonicalEvent } | { rejection: Rejection } {
  const { content, source } = arrival;
  if (rules.sources[source]?.blocked) return { rejection: blockedSource(source, content) };
  const canonical = 'rejection' in content ? content : canonicalEvent(content.event, arrival);
  if ('rejection' in canonical) return canonical;
  // What has been kept to the plan once is not hashed for the second time.
  const judged = arrival.canonical ? canonical : keepToPlan(canonical.event, rules);
  if ('rejection' in judged) return judged;
  const rejection = lackOfIdentifier(judged.event, rules.identity);
  return rejection === undefined ? judged : { rejection };
}

const blockedSource = (source: string, content: Arrival['content']): Rejection => ({
  ...('rejection' in content && content.rejection),
  rule: 'blocked-source',
  path: '',
  message: `The source ${JSON.stringify(source)} is blocked: unblock it in the configuration, and replay.`,
});

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
  { source, arrival, receivedAt, replayOf, canonical, raw, ...rest }: Omit<Arrival, 'content'>,
  rejection: Rejection,
): QuarantinedEvent {
  const attributes = keptAttributes(rest);
  return {
    id: documentId(replayOf ?? arrival),
    source,
    arrival,
    ...(replayOf !== undefined && { replayOf }),
    receivedAt,
    ...rejection,
    ...(Object.keys(attributes).length > 0 && { attributes }),
    raw: rawOf(raw()),
    ...(canonical && { canonical }),
  };
}

/** What a replay sets itself is left out. */
function keptAttributes({
  clientIp,
  attributes = {},
}: Pick<Arrival, 'clientIp' | 'attributes'>): Record<string, string> {
  const { source: _, receivedAt: __, replayOf: ___, replay: ____, ...others } = attributes;
  return clientIp === undefined ? others : { ...others, clientIp };
}

/** The record of an event that some step threw at: the fault of the step, which is to be mended and the event replayed. */
export const poisonedEvent = (event: CanonicalEvent, rejection: Rejection): QuarantinedEvent =>
  quarantinedEvent(
    {
      source: event.source,
      arrival: event.arrival,
      receivedAt: event.receivedAt,
      ...(event.replayOf !== undefined && { replayOf: event.replayOf }),
      canonical: true,
      raw: () => JSON.stringify(event),
    },
    rejection,
  );

function rawOf(raw: string | Uint8Array): QuarantinedEvent['raw'] {
  if (typeof raw === 'string') return { encoding: 'utf8', data: raw };
  const bytes = Buffer.from(raw);
  const text = bytes.toString('utf8');
  // What UTF-8 can't say is kept in base64, so that no byte is lost.
  return bytes.equals(Buffer.from(text))
    ? { encoding: 'utf8', data: text }
    : { encoding: 'base64', data: bytes.toString('base64') };
}
