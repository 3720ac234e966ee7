import { isCloudEvent } from '../../shared/domain/event/cloud-event.ts';
import { isJsonObject, type Json, type JsonObject } from '../../shared/domain/json.ts';
import { findWriteKey, type WriteKey } from '../../shared/domain/source/write-key.ts';
import type { OutgoingMessage } from '../../shared/ports/event-bus.ts';
import { cloudEventOfHeaders } from './cloud-event-headers.ts';
import { nonFiniteNumber } from './non-finite-number.ts';
import { type EventsRoute, limits, type Refusal, type RequestHead, refuse } from './route.ts';

/** A request that brings events: what the decision needs of it. */
export interface CollectRequest {
  route: EventsRoute;
  headers: RequestHead['headers'];
  /** Whole, and inflated. */
  body: Uint8Array;
  /** When it came; ISO 8601. */
  receivedAt: string;
  clientIp?: string;
}

/** What to publish before saying 200. */
export interface Accepted {
  kind: 'accepted';
  message: OutgoingMessage;
  events: number;
  key: WriteKey;
}

/** The write key of the request's head; `undefined` where it names none, and the body may. */
export function keyOfHead(
  headers: RequestHead['headers'],
  keys: readonly WriteKey[],
): WriteKey | Refusal | undefined {
  const given = basicUser(headers['authorization']);
  return given === undefined ? undefined : (findWriteKey(given, keys) ?? unknownKey());
}

/** Decides on a request: who sent it, and the message to publish. */
export function collect(
  request: CollectRequest,
  ofHead: WriteKey | undefined,
  keys: readonly WriteKey[],
): Accepted | Refusal {
  const { route, body } = request;
  const parsed = parseBody(body);
  if ('kind' in parsed) return parsed;
  const { value } = parsed;
  const key = ofHead ?? keyOfBody(value, keys);
  if (key === undefined) return unknownKey();
  switch (route.kind) {
    case 'call':
      if (!isJsonObject(value)) return refuse(400, 'An event is a JSON object.');
      return accept({ ...withoutKey(value), type: route.call }, 1, key, request);
    case 'batch':
      return collectBatch(value, key, request);
    case 'cloud-events':
      return collectCloudEvents(route.mode, value, key, request);
  }
}

function collectBatch(value: Json, key: WriteKey, request: CollectRequest): Accepted | Refusal {
  const batch = isJsonObject(value) ? value['batch'] : undefined;
  if (!isJsonObject(value) || !Array.isArray(batch) || batch.length === 0) {
    return refuse(400, 'A batch is {"batch": [...]} with one event at least.');
  }
  if (batch.length > limits.events) return tooMany(batch.length);
  // A batch that names a type would be taken for an event.
  const { type: _, ...rest } = withoutKey(value);
  return accept(
    { ...rest, batch: batch.map((event) => (isJsonObject(event) ? withoutKey(event) : event)) },
    batch.length,
    key,
    request,
  );
}

function collectCloudEvents(
  mode: 'binary' | 'structured' | 'batched',
  value: Json,
  key: WriteKey,
  request: CollectRequest,
): Accepted | Refusal {
  if (mode === 'batched') {
    if (!Array.isArray(value) || value.length === 0) {
      return refuse(400, 'A batch of CloudEvents is a JSON array with one at least.');
    }
    return value.length > limits.events
      ? tooMany(value.length)
      : accept(value, value.length, key, request);
  }
  const event = mode === 'structured' ? value : cloudEventOfHeaders(request.headers, value);
  return isCloudEvent(event)
    ? accept(event, 1, key, request)
    : refuse(400, 'A CloudEvent has specversion, id, source and type.');
}

function accept(
  content: Json,
  events: number,
  key: WriteKey,
  { receivedAt, clientIp }: CollectRequest,
): Accepted | Refusal {
  const data = encode(content);
  if (data === undefined) return refuse(400, 'The body is nested too deeply to be passed on.');
  const attributes: Record<string, string> = { source: key.source, receivedAt };
  if (clientIp !== undefined && key.clientAddress) attributes['clientIp'] = clientIp;
  return { kind: 'accepted', message: { data, attributes }, events, key };
}

function encode(content: Json): Uint8Array | undefined {
  try {
    return Buffer.from(JSON.stringify(content));
  } catch (error) {
    // The stack reaches some thousand levels; a batch of 500 KB can have more.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parseBody(bytes: Uint8Array): { value: Json } | Refusal {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(400, 'The body is not UTF-8.');
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(400, `The body is not JSON: ${reason}.`);
  }
  const path = nonFiniteNumber(text, value);
  if (path === undefined) return { value };
  return refuse(400, `The number at ${path} is larger than any that can be kept: send it as text.`);
}

/** The write key authenticates and is kept nowhere. */
function withoutKey({ writeKey: _, ...event }: JsonObject): JsonObject {
  return event;
}

const tooMany = (count: number): Refusal =>
  refuse(413, `The batch has ${count} events; ${limits.events} are allowed.`);

const unknownKey = (): Refusal =>
  refuse(
    401,
    'No source has this write key: send it as the user of Basic authentication, or as writeKey in the body.',
  );

function keyOfBody(value: Json, keys: readonly WriteKey[]): WriteKey | undefined {
  const given = isJsonObject(value) ? value['writeKey'] : undefined;
  return typeof given === 'string' ? findWriteKey(given, keys) : undefined;
}

function basicUser(authorization: string | string[] | undefined): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(String(authorization ?? ''))?.[1];
  return encoded === undefined
    ? undefined
    : Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0];
}
