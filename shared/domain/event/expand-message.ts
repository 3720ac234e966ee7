import type { SourceConfig } from '../config/config.ts';
import { isJsonObject, type Json, type JsonObject, jsonOf } from '../json.ts';
import { binaryCloudEvent, eventOfCloudEvent, isCloudEvent } from './cloud-event.ts';
import type { Rejection } from './rejection.ts';
import { repeatedArrival } from './repeated-arrival.ts';

/** What the ingress knows of a message. */
export interface IngressMessage {
  id: string;
  data: Uint8Array;
  /**
   * `source` names the source; `receivedAt` is set by an earlier ingress or a replay, and `clientIp` by the collector; `ce-…` are those of a
   * CloudEvent in binary mode; the rest is in `replay.ts`.
   */
  attributes: Readonly<Record<string, string>>;
  /** ISO 8601. */
  publishTime: string;
}

/** The event in the sender's words, or why there is none. */
type Content = { event: JsonObject } | { rejection: Rejection };

/** One event or row of a message: what gets exactly one outcome. */
export interface Arrival {
  source: string;
  /** The same for every redelivery of the message. */
  arrival: string;
  receivedAt: string;
  /** Of a replay: the arrival that this one repeats. */
  replayOf?: string;
  /** The event comes in canonical words: the mapping of its source has been applied. */
  canonical?: true;
  /** The address that the sender's request came from, where that is known. */
  clientIp?: string;
  /** Of a message that was rejected whole: what else came with it. */
  attributes?: Readonly<Record<string, string>>;
  content: Content;
  /** The text or the bytes that it came as; as a message, they make this arrival again. Called only for what is rejected. */
  raw(): string | Uint8Array;
}

type Mapping = (row: unknown) => readonly unknown[];

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Splits a message into its arrivals: a pure function of the message and the sources, so that counting the arrivals of an
 * archive gives what the platform has accepted. A message always has one arrival at least.
 */
export function expandMessage(
  message: IngressMessage,
  sources: Readonly<Record<string, SourceConfig>>,
): Arrival[] {
  const source = message.attributes['source'] ?? '';
  const receivedAt = message.attributes['receivedAt'] ?? message.publishTime;
  const { replayOf, canonical, clientIp } = message.attributes;
  const arrivalOf = (position: string, content: Content, raw: Arrival['raw']): Arrival => ({
    source: sourceOf(message.attributes),
    arrival: `${message.id}/${position}`,
    receivedAt,
    ...(replayOf !== undefined && { replayOf: repeatedArrival(replayOf, position) }),
    ...(canonical !== undefined && { canonical: true }),
    ...(clientIp !== undefined && { clientIp }),
    content,
    raw,
  });
  const rejected = (rejection: Rejection): Arrival[] => [
    {
      ...arrivalOf('0', { rejection: { ...rejection, undivided: 'message' } }, () => message.data),
      attributes: message.attributes,
    },
  ];

  const config = Object.hasOwn(sources, source) ? sources[source] : undefined;
  if (config === undefined) {
    return rejected({
      rule: 'unknown-source',
      path: '',
      message: `The message's attribute "source" is ${JSON.stringify(source)}, which the configuration does not declare under "sources".`,
    });
  }
  const parsed = parseJson(message.data);
  if ('rejection' in parsed) return rejected(parsed.rejection);
  const items = itemsOf(binaryCloudEvent(message.attributes, parsed.value) ?? parsed.value);
  if (items.length === 0) {
    return rejected({
      rule: 'empty-message',
      path: '',
      message:
        'The message holds no event: send one event, an array of events, or {"batch": [...]}.',
    });
  }
  const single = items.length === 1 && items[0] === parsed.value;
  const map = canonical === undefined ? config.map?.bind(config) : undefined;
  return items.flatMap((item, index) => {
    const raw = () => (single ? message.data : rawItem(item));
    return contentsOf(item, map).map((content, part) =>
      arrivalOf(part === 0 ? `${index}` : `${index}.${part}`, content, raw),
    );
  });
}

/** An item as a message of its own: what would be taken for several items stays in the array that it came in. */
const rawItem = (item: unknown): string => jsonOf(itemsOf(item)[0] === item ? item : [item]);

/** How many items a message has; any number where it can't be told. */
export function itemsIn(data: Uint8Array): number {
  const parsed = parseJson(data);
  return 'rejection' in parsed ? Number.POSITIVE_INFINITY : itemsOf(parsed.value).length;
}

/** The source that a message names. */
export const sourceOf = ({ source }: IngressMessage['attributes']): string => source || 'unknown';

function parseJson(data: Uint8Array): { value: Json } | { rejection: Rejection } {
  let text: string;
  try {
    text = strictUtf8.decode(data);
  } catch {
    return { rejection: { rule: 'malformed-utf8', path: '', message: 'The data is not UTF-8.' } };
  }
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      rejection: { rule: 'malformed-json', path: '', message: `The data is not JSON: ${reason}.` },
    };
  }
}

/** The events of a message: an array's, a Segment batch's with what the batch says for all of them, or the value itself. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value) || !Array.isArray(value['batch']) || value['type'] !== undefined)
    return [value];
  const { batch, sentAt, context } = value;
  return batch.map((item) => {
    if (!isJsonObject(item)) return item;
    const common: JsonObject = {};
    if (sentAt !== undefined && item['sentAt'] === undefined) common['sentAt'] = sentAt;
    if (isJsonObject(context)) {
      const own = item['context'];
      common['context'] = isJsonObject(own) ? { ...context, ...own } : (own ?? context);
    }
    return { ...item, ...common };
  });
}

/** One item is one event, or a CloudEvent around one; a row of a source with a mapping is as many as the mapping makes of it. */
function contentsOf(item: unknown, map: Mapping | undefined): Content[] {
  const unsafe = unsafeContent(item);
  if (unsafe !== undefined) return [{ rejection: unsafe }];
  const events = map === undefined ? [unwrapped(item)] : mapRow(item, map);
  if (!Array.isArray(events)) return [{ rejection: events }];
  if (events.length === 0) {
    const message = 'The mapping of the source made no event of this row.';
    return [{ rejection: { rule: 'mapped-to-nothing', path: '', message, undivided: 'row' } }];
  }
  return events.map((event) => {
    if (!isJsonObject(event)) {
      const message = 'An event is a JSON object.';
      return { rejection: { rule: 'not-an-object', path: '', message } };
    }
    const rejection = event === item ? undefined : unsafeContent(event);
    return rejection === undefined ? { event } : { rejection };
  });
}

const unwrapped = (item: unknown): unknown => (isCloudEvent(item) ? eventOfCloudEvent(item) : item);

function mapRow(row: unknown, map: Mapping): unknown[] | Rejection {
  try {
    return [...map(row)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      rule: 'mapping-failed',
      path: '',
      message: `The mapping of the source threw: ${reason}`,
      undivided: 'row',
    };
  }
}

const maximalDepth = 32;
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What no event may hold at any depth: keys that reach into objects, nesting that only an attack has, and numbers that JSON can't write. */
function unsafeContent(value: unknown, depth = 0): Rejection | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const message = 'The number is larger than any that can be kept: send it as text.';
    return { rule: 'number-out-of-range', path: '', message };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === maximalDepth) {
    return { rule: 'too-deep', path: '', message: `Nested deeper than ${maximalDepth} levels.` };
  }
  for (const [key, member] of Object.entries(value)) {
    if (forbiddenKeys.has(key)) {
      return {
        rule: 'forbidden-key',
        path: `/${key}`,
        message: `"${key}" can't be a key: rename it.`,
      };
    }
    const inner = unsafeContent(member, depth + 1);
    if (inner !== undefined) {
      const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
      return { ...inner, path: `/${step}${inner.path}` };
    }
  }
  return undefined;
}
