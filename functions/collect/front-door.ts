import type { IncomingMessage, ServerResponse } from 'node:http';
import { type TokenBucket, takeTokens } from '../../shared/domain/rate/token-bucket.ts';
import { findWriteKey, type WriteKey } from '../../shared/domain/source/write-key.ts';
import { traceParentAttribute } from '../../shared/domain/telemetry/trace-parent.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { OutgoingMessage } from '../../shared/ports/event-bus.ts';
import { type Cause, type Span, silent, type Telemetry } from '../../shared/ports/telemetry.ts';
import { inSpan, traced } from '../../shared/runtime/in-span.ts';
import { type Answer, answer, preflight } from './answer.ts';
import { clientAddress } from './client-address.ts';
import { type Accepted, collect, keyOfHead } from './collect.ts';
import { type ReadBody, readBody } from './read-body.ts';
import { type EventsRoute, type Refusal, type RequestHead, refuse, routeOf } from './route.ts';
import { settingsFor } from './settings.ts';

export interface FrontDoorOptions {
  keys: readonly WriteKey[];
  /** When this resolves, the bus has the message for good. */
  publish: (message: OutgoingMessage) => Promise<unknown>;
  /** How many proxies in front of us append to X-Forwarded-For: 1 on Cloud Run, 2 behind a load balancer in front of that, 0 without any. */
  trustedProxies: number;
  clock: Clock;
  /** Told of what the sender is asked to send again. */
  onError: (error: unknown) => void;
  telemetry?: Telemetry;
}

/** The HTTP API, on the bare request: nothing before it may have read the body. Every request gets an answer; it never rejects. */
export function frontDoor(options: FrontDoorOptions) {
  const buckets = new Map<WriteKey, TokenBucket>();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answered = await answerTo(request, options, buckets).catch((error: unknown): Answer => {
      options.onError(error);
      return failed(503, 'The events were not accepted: send them again.');
    });
    if (answered !== undefined) await answer(request, response, answered);
  };
}

/** `undefined` where nobody waits for an answer any more. */
async function answerTo(
  request: IncomingMessage,
  options: FrontDoorOptions,
  buckets: Map<WriteKey, TokenBucket>,
): Promise<Answer | undefined> {
  const head = headOf(request);
  const route = routeOf(head);
  switch (route.kind) {
    case 'preflight':
      return preflight;
    case 'settings':
      return settings(route.writeKey, request, options);
    case 'refusal':
      return {
        ...failed(route.status, route.error),
        ...(route.allow && { headers: { allow: route.allow } }),
      };
    default:
      return inSpan(options.telemetry ?? silent, 'collect', causeOf(request), (span) =>
        takeEvents(request, head, route, options, buckets, span),
      );
  }
}

async function takeEvents(
  request: IncomingMessage,
  head: RequestHead,
  route: EventsRoute,
  options: FrontDoorOptions,
  buckets: Map<WriteKey, TokenBucket>,
  span: Span,
): Promise<Answer | undefined> {
  const { keys, trustedProxies, clock } = options;
  const key = keyOfHead(head.headers, keys);
  if (key !== undefined && 'error' in key) return failed(key.status, key.error);
  const now = clock();
  const read = await readBody(request, route.limit);
  if (read.kind === 'aborted') return undefined;
  if (read.kind !== 'body') return unreadable(read, route.limit);
  const forwardedFor = request.headers['x-forwarded-for'];
  const clientIp = clientAddress(
    request.socket.remoteAddress,
    typeof forwardedFor === 'string' ? forwardedFor : undefined,
    trustedProxies,
  );
  const collected = collect(
    {
      route,
      headers: head.headers,
      body: read.body,
      receivedAt: new Date(now).toISOString(),
      ...(clientIp !== undefined && { clientIp }),
    },
    key,
    keys,
  );
  if (collected.kind === 'refusal') return failed(collected.status, collected.error);
  const retryAfter = excess(collected, now, buckets);
  if (retryAfter !== undefined) {
    const error = `This write key sends more than its source allows: come again in ${retryAfter} s.`;
    return { ...failed(429, error), headers: { 'retry-after': String(retryAfter) } };
  }
  // Only what the bus has accepted is reported as collected.
  await options.publish(traced(collected.message, span));
  span.took(collected.events);
  return { status: 200, body: { success: true } };
}

/** Whoever sends may trace what it sends, and so does the front end of Cloud Run. */
function causeOf({ headers }: IncomingMessage): Cause {
  const traceparent = headers[traceParentAttribute];
  return { traceparents: typeof traceparent === 'string' ? [traceparent] : [] };
}

/** How many seconds too early a key comes, if it does. */
function excess(
  { key, events }: Accepted,
  now: number,
  buckets: Map<WriteKey, TokenBucket>,
): number | undefined {
  if (key.rateLimit === undefined) return undefined;
  const taken = takeTokens(buckets.get(key), events, now, key.rateLimit);
  buckets.set(key, taken.bucket);
  return taken.granted ? undefined : Math.ceil(taken.waitMs / 1000);
}

function unreadable(read: Exclude<ReadBody, { kind: 'body' | 'aborted' }>, limit: number): Answer {
  const refusal = (): Refusal => {
    switch (read.kind) {
      case 'too-large':
        return refuse(413, `A body may have ${limit} bytes here, also when it is inflated.`);
      case 'malformed':
        return refuse(400, 'The body is not what its Content-Encoding says.');
      case 'unknown-encoding':
        return refuse(
          415,
          `Content-Encoding "${read.encoding}" is none of gzip, deflate, identity.`,
        );
    }
  };
  const { status, error } = refusal();
  return failed(status, error);
}

function settings(
  encoded: string,
  request: IncomingMessage,
  { keys, trustedProxies }: FrontDoorOptions,
): Answer {
  const writeKey = decodedPath(encoded);
  if (findWriteKey(writeKey, keys) === undefined) {
    return failed(404, 'No source has this write key.');
  }
  const proto = trustedProxies > 0 ? request.headers['x-forwarded-proto'] : undefined;
  return {
    status: 200,
    headers: { 'cache-control': 'public, max-age=120' },
    body: settingsFor(writeKey, {
      host: request.headers.host ?? '',
      protocol: proto === 'https' ? 'https' : 'http',
    }),
  };
}

const failed = (status: number, error: string): Answer => ({
  status,
  body: { success: false, error },
});

const headOf = ({ method = '', url = '', headers }: IncomingMessage): RequestHead => ({
  method,
  path: url.split('?', 1)[0] ?? '',
  headers,
});

function decodedPath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
