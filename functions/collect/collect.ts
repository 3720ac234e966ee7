import { createHash, timingSafeEqual } from 'node:crypto';
import type { SourceConfig } from '../../shared/domain/config/config.ts';
import { isJsonObject, type JsonObject } from '../../shared/domain/json.ts';
import type { OutgoingMessage } from '../../shared/ports/event-bus.ts';

/** A request to collect: what the decision needs of it. */
export interface CollectRequest {
  method: string;
  path: string;
  authorization?: string;
  body: Uint8Array;
  /** When it came; ISO 8601. */
  receivedAt: string;
}

/** What to do: publish and then say 200, or say what is wrong. */
export type Collected =
  | { status: 200; message: OutgoingMessage }
  | { status: 400 | 401 | 404 | 405 | 413; error: string };

const calls = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
const shortForms: Readonly<Record<string, string>> = {
  i: 'identify',
  t: 'track',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
  b: 'batch',
  import: 'batch',
};

/** The limits of the Segment HTTP Tracking API, bytes and events. */
export const limits = { event: 32 * 1024, batch: 500 * 1024, events: 2500 } as const;

/** Decides on a request of the Segment HTTP Tracking API: who sent it, and the message to publish. */
export function collect(
  request: CollectRequest,
  sources: Readonly<Record<string, SourceConfig>>,
): Collected {
  const name = /^\/v1\/(\w+)\/?$/.exec(request.path)?.[1] ?? '';
  const call = shortForms[name] ?? name;
  if (call !== 'batch' && !calls.some((known) => known === call)) {
    return refuse(
      404,
      `There is no ${request.path}: use /v1/batch or /v1/${calls.join(', /v1/')}.`,
    );
  }
  if (request.method !== 'POST') return refuse(405, 'Send events with POST.');
  const limit = call === 'batch' ? limits.batch : limits.event;
  if (request.body.length > limit) {
    return refuse(413, `The body has ${request.body.length} bytes; ${limit} are allowed.`);
  }
  const body = parseBody(request.body);
  if (body === undefined) return refuse(400, 'The body is not a JSON object.');
  const source = sourceOf(request.authorization, body['writeKey'], sources);
  if (source === undefined) {
    return refuse(
      401,
      'No source has this write key: send it as the user of Basic authentication, or as writeKey in the body.',
    );
  }
  if (call !== 'batch') return accept({ ...body, type: call }, source, request.receivedAt);
  if (!Array.isArray(body['batch']) || body['batch'].length === 0) {
    return refuse(400, 'A batch is {"batch": [...]} with one event at least.');
  }
  if (body['batch'].length > limits.events) {
    return refuse(
      413,
      `The batch has ${body['batch'].length} events; ${limits.events} are allowed.`,
    );
  }
  return accept(body, source, request.receivedAt);
}

const refuse = (status: 400 | 401 | 404 | 405 | 413, error: string): Collected => ({
  status,
  error,
});

/** The write key authenticates and is kept nowhere. */
function accept(
  { writeKey: _, ...body }: JsonObject,
  source: string,
  receivedAt: string,
): Collected {
  const data = Buffer.from(JSON.stringify(body));
  return { status: 200, message: { data, attributes: { source, receivedAt } } };
}

function parseBody(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The source whose write key was given. Every key is compared, in constant time, so that time tells nothing of them. */
function sourceOf(
  authorization: string | undefined,
  inBody: unknown,
  sources: Readonly<Record<string, SourceConfig>>,
): string | undefined {
  const given = keyOfHeader(authorization) ?? (typeof inBody === 'string' ? inBody : '');
  let found: string | undefined;
  for (const [name, { writeKey }] of Object.entries(sources)) {
    if (writeKey !== undefined && writeKey !== '' && equalKeys(given, writeKey)) found = name;
  }
  return found;
}

const equalKeys = (one: string, other: string): boolean =>
  timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function keyOfHeader(authorization: string | undefined): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '')?.[1];
  return encoded === undefined
    ? undefined
    : Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0];
}
