import { validateCanonicalEvent } from '../../../schemas/generated/validators.js';
import { shortDigest } from '../digest.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { CanonicalEvent } from './event.ts';
import type { Arrival } from './expand-message.ts';
import type { Rejection } from './rejection.ts';
import { wellFormed } from './well-formed.ts';

/** The UTF-8 bytes of JSON that one event may have, as in the Segment HTTP API. */
const maximalBytes = 32 * 1024;

const idFields = ['userId', 'anonymousId', 'previousId', 'groupId'] as const;
const otherFields = [
  'type',
  'event',
  'name',
  'category',
  'traits',
  'properties',
  'integrations',
  'context',
] as const;

/** What the ingress knows of an arrival. */
type Facts = Omit<Arrival, 'attributes' | 'content' | 'raw'>;

/**
 * The canonical event of an arrival, or why there is none.
 * Ids that came as numbers become text, null members count as absent, all text is Unicode, and the four times are set straight.
 */
export function canonicalEvent(
  given: JsonObject,
  { source, arrival, receivedAt, replayOf, canonical, clientIp }: Facts,
): { event: CanonicalEvent } | { rejection: Rejection } {
  const text = JSON.stringify(given);
  // JSON spells half of a surrogate pair as an escape, and all other text as it is.
  const event = text.includes('\\ud') ? wellFormed(given) : given;
  if (text.length > maximalBytes / 3 && Buffer.byteLength(text) > maximalBytes) {
    const message = `The event has ${Buffer.byteLength(text)} bytes; ${maximalBytes} are allowed.`;
    return { rejection: { rule: 'too-large', path: '', message } };
  }
  const candidate: JsonObject = { source, arrival, receivedAt };
  if (replayOf !== undefined) candidate['replayOf'] = replayOf;
  for (const field of otherFields) copyPresent(event[field], field, candidate);
  if (canonical) copyPresent(event['flags'], 'flags', candidate);
  for (const field of idFields) copyPresent(asText(event[field]), field, candidate);
  copyPresent(normaliseExternalIds(candidate['context']), 'context', candidate);
  if (clientIp !== undefined) addAddress(clientIp, candidate);
  setTimes(event, receivedAt, candidate);
  const messageId = asText(event['messageId']);
  candidate['messageId'] =
    messageId === undefined || messageId === null || messageId === ''
      ? derivedMessageId(source, event)
      : messageId;
  if (validateCanonicalEvent(candidate)) return { event: candidate };
  const [error] = validateCanonicalEvent.errors ?? [];
  return {
    rejection: {
      rule: 'schema',
      path: error?.instancePath ?? '',
      message: `${error?.instancePath || 'The event'} ${error?.message ?? 'is not valid'}.`,
    },
  };
}

/** The address is no part of what was sent: an id that is derived from that does not depend on it. */
function addAddress(ip: string, target: JsonObject): void {
  const context = target['context'] ?? {};
  if (isJsonObject(context) && (context['ip'] ?? null) === null)
    target['context'] = { ...context, ip };
}

/** A retried publish without a messageId is the same event: its id follows from the source and the content. */
function derivedMessageId(source: string, event: JsonObject): string {
  const { sentAt: _, ...content } = event;
  return `derived-${shortDigest(`${source}\n${canonicalJson(content)}`)}`;
}

function copyPresent(value: Json | undefined, field: string, target: JsonObject): void {
  if (value !== undefined && value !== null) target[field] = value;
}

/** Senders write numeric ids as numbers; anything else is left for the schema to judge. */
const asText = (value: Json | undefined): Json | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : value;

function normaliseExternalIds(context: Json | undefined): Json | undefined {
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return context;
  if (!Array.isArray(context['externalIds'])) return context;
  const externalIds = context['externalIds'].map((entry) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? { ...entry, id: asText(entry['id']) }
      : entry,
  );
  return { ...context, externalIds };
}

/**
 * The time of the event by the platform's clock: `receivedAt − (sentAt − originalTimestamp)` cancels the error of the sender's clock.
 * Without `sentAt` the sender's word counts. What lies in the future did not happen yet, so it happened on receipt.
 */
function setTimes(event: JsonObject, receivedAt: string, target: JsonObject): void {
  const original = isoTime(event['originalTimestamp'] ?? event['timestamp']);
  const sent = isoTime(event['sentAt']);
  copyPresent(original, 'originalTimestamp', target);
  copyPresent(sent, 'sentAt', target);
  const received = Date.parse(receivedAt);
  const [originalAt, sentAt] = [parsedTime(original), parsedTime(sent)];
  if (original !== undefined && originalAt === undefined) {
    // Not a time: the schema names it.
    target['timestamp'] = original;
    return;
  }
  let happened = originalAt ?? received;
  if (originalAt !== undefined && sentAt !== undefined) happened = received - (sentAt - originalAt);
  target['timestamp'] = toIso(Math.min(happened, received)) ?? receivedAt;
}

/** A time that is spelt as `toIso` would: of every month the days that all have. */
const isSpelt =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** ISO 8601 in UTC with milliseconds, of any ISO 8601 text or number of milliseconds; else the value itself. */
function isoTime(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return toIso(value) ?? value;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value) || isSpelt.test(value)) {
    return value;
  }
  return toIso(Date.parse(value)) ?? value;
}

const parsedTime = (value: Json | undefined): number | undefined => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

/** Years of four digits only: what lies outside has another spelling, and no event does. */
function toIso(time: number): string | undefined {
  if (!(time >= -62_135_596_800_000 && time < 253_402_300_800_000)) return undefined;
  return new Date(time).toISOString();
}
