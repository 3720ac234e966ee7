/** The limits of the Segment HTTP Tracking API, bytes and events. Bytes are those of the body as it came, and of what it inflates to. */
export const limits = { event: 32 * 1024, batch: 500 * 1024, events: 2500 } as const;

const calls = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
type Call = (typeof calls)[number];

const names: ReadonlyMap<string, Call | 'batch'> = new Map([
  ...calls.flatMap((call) => [[call, call] as const, [call.charAt(0), call] as const]),
  ['batch', 'batch'],
  ['b', 'batch'],
  ['import', 'batch'],
]);

/** What a request says before its body is read. Names of headers are in lower case. */
export interface RequestHead {
  method: string;
  /** Without the query. */
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A body that brings events, and how large it may be. */
export type EventsRoute = { limit: number } & (
  | { kind: 'call'; call: Call }
  | { kind: 'batch' }
  | { kind: 'cloud-events'; mode: 'binary' | 'structured' | 'batched' }
);

export type Route =
  | EventsRoute
  | { kind: 'settings'; writeKey: string }
  | { kind: 'preflight' }
  | Refusal;

/** What is wrong with a request, and what to do about it. */
export interface Refusal {
  kind: 'refusal';
  status: 400 | 401 | 404 | 405 | 413 | 415;
  error: string;
  /** Of a method that is not one of the path: which are. */
  allow?: string;
}

export const refuse = (status: Refusal['status'], error: string): Refusal => ({
  kind: 'refusal',
  status,
  error,
});

/** Where a request goes, by its head alone. */
export function routeOf(head: RequestHead): Route {
  const { method, path } = head;
  if (method === 'OPTIONS') return { kind: 'preflight' };
  const writeKey = /^\/v1\/projects\/([^/]+)\/settings\/?$/.exec(path)?.[1];
  if (writeKey !== undefined) {
    return method === 'GET' || method === 'HEAD'
      ? { kind: 'settings', writeKey }
      : { ...refuse(405, 'Read the settings with GET.'), allow: 'GET, HEAD, OPTIONS' };
  }
  const isCloudEvents = path === '/' || /^\/v1\/events\/?$/.test(path);
  const call = names.get(/^\/v1\/(\w+)\/?$/.exec(path)?.[1] ?? '');
  if (call === undefined && !isCloudEvents) {
    const known = `/v1/batch, /v1/${calls.join(', /v1/')}, or /v1/events for CloudEvents`;
    return refuse(404, `There is no ${path}: use ${known}.`);
  }
  if (method !== 'POST')
    return { ...refuse(405, 'Send events with POST.'), allow: 'POST, OPTIONS' };
  if (call === undefined) return cloudEventsRoute(head);
  if (call === 'batch') return { kind: 'batch', limit: limits.batch };
  return { kind: 'call', call, limit: limits.event };
}

/** The content mode, as the HTTP binding of CloudEvents tells it. */
function cloudEventsRoute({ headers }: RequestHead): Route {
  const contentType = String(headers['content-type'] ?? '').toLowerCase();
  if (contentType.startsWith('application/cloudevents-batch+json')) {
    return { kind: 'cloud-events', mode: 'batched', limit: limits.batch };
  }
  if (contentType.startsWith('application/cloudevents+json')) {
    return { kind: 'cloud-events', mode: 'structured', limit: limits.event };
  }
  if (headers['ce-specversion'] !== undefined) {
    return { kind: 'cloud-events', mode: 'binary', limit: limits.event };
  }
  return refuse(
    415,
    'Send a CloudEvent: with ce- headers, or as application/cloudevents+json or application/cloudevents-batch+json.',
  );
}
