import { shortDigest } from '../digest.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** A CloudEvent 1.x in its JSON format. */
export interface CloudEvent extends JsonObject {
  specversion: string;
  id: string;
  source: string;
  type: string;
}

const required = ['specversion', 'id', 'source', 'type'] as const;
const attributePrefix = 'ce-';
const eventTypes: ReadonlySet<string> = new Set([
  'identify',
  'track',
  'page',
  'screen',
  'group',
  'alias',
]);

export const isCloudEvent = (value: unknown): value is CloudEvent =>
  isJsonObject(value) &&
  required.every((name) => typeof value[name] === 'string' && value[name] !== '');

/** The CloudEvent that the binary content mode spreads over `ce-` attributes and a body; `undefined` where there are no such attributes. */
export function binaryCloudEvent(
  attributes: Readonly<Record<string, string>>,
  data: Json,
): JsonObject | undefined {
  if (attributes['ce-specversion'] === undefined) return undefined;
  const event: JsonObject = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith(attributePrefix)) event[name.slice(attributePrefix.length)] = value;
  }
  return { ...event, data };
}

/**
 * The event that a CloudEvent carries as its data, in the words of the Segment Spec. What the event does not say itself, the envelope does:
 * - `messageId`: the envelope's source and id, which together are unique;
 * - `type`: the last word of the envelope's type, such as `identify` of `com.example.identify`; where that is no call of the Spec, it is
 *   a `track`, named by the envelope's type;
 * - `timestamp`: the envelope's time.
 */
export function eventOfCloudEvent(envelope: CloudEvent): Json | undefined {
  const data = dataOf(envelope);
  if (!isJsonObject(data)) return data;
  const event: JsonObject = { ...data };
  if (isAbsent(event['messageId'])) event['messageId'] = messageIdOf(envelope);
  if (isAbsent(event['timestamp']) && isAbsent(event['originalTimestamp'])) {
    event['timestamp'] = envelope['time'];
  }
  if (isAbsent(event['type'])) {
    const word = envelope.type.slice(envelope.type.lastIndexOf('.') + 1);
    event['type'] = eventTypes.has(word) ? word : 'track';
    if (!eventTypes.has(word) && isAbsent(event['event'])) event['event'] = envelope.type;
  }
  return event;
}

const isAbsent = (value: Json | undefined): boolean => value === undefined || value === null;

/** The data as a value. Data in base64 that is no JSON is left as text, which is no event. */
function dataOf({ data, data_base64: encoded }: CloudEvent): Json | undefined {
  if (data !== undefined || typeof encoded !== 'string') return data;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function messageIdOf({ source, id }: CloudEvent): string {
  const whole = `${source} ${id}`;
  return whole.length <= 255 ? whole : `cloudevent-${shortDigest(whole)}`;
}
