import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SourceConfig } from '../../shared/domain/config/config.ts';
import { compileWriteKeys, hashOfKey } from '../../shared/domain/source/write-key.ts';
import type { OutgoingMessage } from '../../shared/ports/event-bus.ts';
import { type FrontDoorOptions, frontDoor } from './front-door.ts';
import { limits } from './route.ts';

const sources: Readonly<Record<string, SourceConfig>> = {
  web: { writeKey: 'web-key' },
  app: { writeKeys: [hashOfKey('app-key'), hashOfKey('next-app-key')], clientAddress: false },
  files: {},
  unset: { writeKey: '' },
  slow: { writeKeys: ['slow-key', 'other-slow-key'], rateLimit: { perSecond: 2, burst: 4 } },
};

const basic = (key: string) => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});

/** A collector on a free port, and what it has published. */
async function open(options: Partial<FrontDoorOptions> = {}) {
  const published: OutgoingMessage[] = [];
  const server = createServer(
    frontDoor({
      keys: compileWriteKeys(sources),
      publish: async (message) => published.push(message),
      trustedProxies: 0,
      clock: () => Date.UTC(2026, 0, 1, 12),
      onError: () => {},
      ...options,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port, published };
}

const post = (
  url: string,
  body: unknown,
  headers: Record<string, string> = basic('web-key'),
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers,
    body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
  });

const contentOf = (message: OutgoingMessage | undefined): unknown =>
  JSON.parse(Buffer.from(message?.data ?? []).toString());

describe('a call', () => {
  it.each([
    ['/v1/track', 'track'],
    ['/v1/t', 'track'],
    ['/v1/i', 'identify'],
    ['/v1/p', 'page'],
    ['/v1/s', 'screen'],
    ['/v1/a', 'alias'],
    ['/v1/g/?retry=1', 'group'],
  ])('to %s is published as an event of the type %s, without its key', async (path, type) => {
    const { url, published } = await open();
    const response = await post(`${url}${path}`, { userId: 'u1', writeKey: 'web-key' });
    expect([response.status, await response.json()]).toEqual([200, { success: true }]);
    expect(published.map(contentOf)).toEqual([{ userId: 'u1', type }]);
    expect(published[0]?.attributes).toEqual({
      source: 'web',
      receivedAt: '2026-01-01T12:00:00.000Z',
      clientIp: '127.0.0.1',
    });
  });

  it.each([
    ['/v1/batch', basic('web-key')],
    ['/v1/b', basic('web-key')],
    ['/v1/import', {}],
  ])('to %s with many events is one message', async (path, headers) => {
    const { url, published } = await open();
    const sentAt = '2026-01-01T11:59:00Z';
    const batch = [{ type: 'track', writeKey: 'web-key' }, { type: 'page' }, 7];
    const body = { batch, sentAt, writeKey: 'web-key', type: 'page' };
    expect((await post(`${url}${path}`, body, headers)).status).toBe(200);
    const events = [{ type: 'track' }, { type: 'page' }, 7];
    expect(published.map(contentOf)).toEqual([{ batch: events, sentAt }]);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['identity', (bytes: Buffer) => bytes],
  ])('may be in the encoding %s, and of any content type', async (encoding, encode) => {
    const { url, published } = await open();
    const body = encode(Buffer.from(JSON.stringify({ event: 'Gesehen: ☕', userId: 'u1' })));
    const headers = {
      'content-encoding': encoding,
      'content-type': 'text/plain',
      ...basic('web-key'),
    };
    expect((await post(`${url}/v1/track`, body, headers)).status).toBe(200);
    expect(published.map(contentOf)).toMatchObject([{ event: 'Gesehen: ☕' }]);
  });

  it('is answered only when the bus has it, and is to be sent again where the bus has not', async () => {
    const errors: unknown[] = [];
    const { url } = await open({
      publish: () => Promise.reject(new Error('Pub/Sub is away')),
      onError: (error) => errors.push(error),
    });
    const response = await post(`${url}/v1/track`, { event: 'Seen', userId: 'u1' });
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('Pub/Sub');
    expect(errors).toEqual([new Error('Pub/Sub is away')]);
  });
});

describe('a write key', () => {
  it.each<[string, Record<string, string>, object, string]>([
    ['in the header', basic('web-key'), {}, 'web'],
    ['in the body', {}, { writeKey: 'web-key' }, 'web'],
    ['in both, of which the header counts', basic('app-key'), { writeKey: 'web-key' }, 'app'],
    ['that is the next one', basic('next-app-key'), {}, 'app'],
  ])('may be %s', async (_, headers, body, source) => {
    const { url, published } = await open();
    expect((await post(`${url}/v1/page`, { userId: 'u1', ...body }, headers)).status).toBe(200);
    expect(published[0]?.attributes).toMatchObject({ source });
  });

  it('says whether the address is that of the person', async () => {
    const { url, published } = await open();
    await post(`${url}/v1/page`, { userId: 'u1' }, basic('app-key'));
    expect(published[0]?.attributes).not.toHaveProperty('clientIp');
  });

  it('brings no more events than its source allows, each key for itself', async () => {
    let now = 0;
    const { url, published } = await open({ clock: () => now });
    const batch = { batch: [{ type: 'page' }, { type: 'page' }, { type: 'page' }] };
    const send = (key: string) => post(`${url}/v1/batch`, batch, basic(key));
    expect((await send('slow-key')).status).toBe(200);
    const refused = await send('slow-key');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await send('other-slow-key')).status).toBe(200);
    now += 1000;
    expect((await send('slow-key')).status).toBe(200);
    expect(published).toHaveLength(3);
  });
});

describe('a CloudEvent', () => {
  const envelope = { specversion: '1.0', id: '1', source: '/shop', type: 'com.example.identify' };
  const data = { userId: 'u1', traits: { name: 'Ana' } };

  it('in structured mode is published as it is', async () => {
    const { url, published } = await open();
    const headers = { 'content-type': 'application/cloudevents+json', ...basic('web-key') };
    expect((await post(`${url}/v1/events`, { ...envelope, data }, headers)).status).toBe(200);
    expect(published.map(contentOf)).toEqual([{ ...envelope, data }]);
  });

  it('in batched mode shares a message with the others', async () => {
    const { url, published } = await open();
    const headers = { 'content-type': 'application/cloudevents-batch+json', ...basic('web-key') };
    const batch = [
      { ...envelope, data },
      { ...envelope, id: '2', data },
    ];
    expect((await post(`${url}/`, batch, headers)).status).toBe(200);
    expect(published.map(contentOf)).toEqual([batch]);
  });

  it('in binary mode is published with its attributes', async () => {
    const { url, published } = await open();
    const headers = {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': '1',
      'ce-source': '/caf%C3%A9',
      'ce-type': 'com.example.identify',
      ...basic('web-key'),
    };
    expect((await post(`${url}/v1/events`, data, headers)).status).toBe(200);
    expect(published.map(contentOf)).toEqual([{ ...envelope, source: '/café', data }]);
  });
});

const ofBatch = (batch: unknown[]) => Buffer.from(JSON.stringify({ batch }));
const structured = { 'content-type': 'application/cloudevents+json', ...basic('web-key') };
const batched = { 'content-type': 'application/cloudevents-batch+json', ...basic('web-key') };

it.each<[string, string, number, Buffer | undefined, Record<string, string>?]>([
  ['an unknown path', '/v1/purchase', 404, undefined],
  ['a path that only ends rightly', '/x/v1/track', 404, undefined],
  ['a body that is no JSON', '/v1/track', 400, Buffer.from('{')],
  ['no body', '/v1/track', 400, Buffer.alloc(0)],
  ['no UTF-8', '/v1/track', 400, Buffer.from([0x22, 0xff, 0x22])],
  ['no object', '/v1/track', 400, Buffer.from('[1]')],
  ['a batch without events', '/v1/batch', 400, ofBatch([])],
  ['a batch that is none', '/v1/batch', 400, Buffer.from('[]')],
  ['a number that is out of range', '/v1/batch', 400, Buffer.from('{"batch": [{"a": [1e400]}]}')],
  ['an unknown key', '/v1/track', 401, undefined, basic('other')],
  ['an empty key', '/v1/track', 401, undefined, basic('')],
  ['another scheme', '/v1/track', 401, undefined, { authorization: 'Bearer web-key' }],
  ['no key', '/v1/track', 401, undefined, {}],
  ['a key in the body that is none', '/v1/track', 401, Buffer.from('{"writeKey": 1}'), {}],
  ['an event of more than 32 KB', '/v1/track', 413, Buffer.alloc(limits.event + 1, ' ')],
  ['a batch of more than 500 KB', '/v1/batch', 413, Buffer.alloc(limits.batch + 1, ' ')],
  ['a batch of more than 2,500 events', '/v1/batch', 413, ofBatch(Array(2501).fill({}))],
  ['2,501 CloudEvents', '/v1/events', 413, Buffer.from(`[0${',0'.repeat(2500)}]`), batched],
  ['a CloudEvent without an id', '/v1/events', 400, Buffer.from('{"type": "t"}'), structured],
  ['a batch without CloudEvents', '/v1/events', 400, Buffer.from('[]'), batched],
  ['an event where CloudEvents go', '/v1/events', 415, undefined],
  ['brotli', '/v1/track', 415, undefined, { 'content-encoding': 'br', ...basic('web-key') }],
  [
    'gzip that is none',
    '/v1/track',
    400,
    undefined,
    { 'content-encoding': 'gzip', ...basic('web-key') },
  ],
  [
    'gzip that ends too early',
    '/v1/track',
    400,
    gzipSync('{"event": "Seen"}').subarray(0, -9),
    { 'content-encoding': 'gzip', ...basic('web-key') },
  ],
])('%s is refused, with what to do', async (_, path, status, body, headers) => {
  const { url, published } = await open();
  const event = Buffer.from(JSON.stringify({ event: 'Seen', userId: 'u1' }));
  const response = await post(`${url}${path}`, body ?? event, headers);
  const { success, error } = (await response.json()) as { success: boolean; error: string };
  expect([response.status, success]).toEqual([status, false]);
  expect(error).toMatch(/.{20}/);
  expect(published).toEqual([]);
});

it('a body that no stack reaches is refused, and the next one is taken', async () => {
  const { url } = await open();
  const depth = 200_000;
  const deep = Buffer.from(`{"batch":[${'['.repeat(depth)}${']'.repeat(depth)}]}`);
  expect((await post(`${url}/v1/batch`, deep)).status).toBe(400);
  expect((await post(`${url}/v1/page`, { userId: 'u1' })).status).toBe(200);
});

it('a method that is none of the path is refused, and told which are', async () => {
  const { url } = await open();
  const got = await fetch(`${url}/v1/track`);
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  const put = await fetch(`${url}/v1/projects/web-key/settings`, { method: 'PUT' });
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
});

describe('a browser', () => {
  it('may send from any page, with a key in its header, and read when to come again', async () => {
    const { url } = await open();
    const response = await fetch(`${url}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-retry-count',
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, GET, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, content-encoding, *',
      'access-control-max-age': '86400',
    });
    const refused = await post(`${url}/v1/t`, {}, basic('other'));
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toBe('retry-after');
  });

  it.each([
    [0, 'http'],
    [1, 'https'],
  ])('is told to send here: behind %i proxies, over %s', async (trustedProxies, protocol) => {
    const { url, port } = await open({ trustedProxies });
    const response = await fetch(`${url}/v1/projects/web-key/settings`, {
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(await response.json()).toEqual({
      integrations: {
        'Segment.io': { apiKey: 'web-key', apiHost: `127.0.0.1:${port}/v1`, protocol },
      },
      metrics: { sampleRate: 0 },
    });
    expect((await fetch(`${url}/v1/projects/other/settings`)).status).toBe(404);
  });
});

describe('a connection', () => {
  /** Sends bytes, and resolves with all that comes back until the other side ends. */
  async function exchange(port: number, ...parts: (string | Buffer)[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    for (const part of parts) socket.write(part);
    return text(socket);
  }

  const headers = `Host: x\r\nAuthorization: ${basic('web-key').authorization}\r\n`;

  it('ends after a body that was not read to its end, and the sender reads why', async () => {
    const { port, published } = await open();
    const head = `POST /v1/track HTTP/1.1\r\n${headers}Content-Length: 3000000\r\n\r\n`;
    const answer = await exchange(port, head, Buffer.alloc(2_000_000, ' '));
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close[\s\S]*"success":false/i);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(published).toEqual([]);
  });

  it('is answered at once where a body is too large by its own word, before any of it has come', async () => {
    const { port } = await open();
    const answer = await exchange(
      port,
      `POST /v1/track HTTP/1.1\r\n${headers}Content-Length: 99999999\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('goes on after what was refused otherwise', async () => {
    const { port, published } = await open();
    const send = (body: string, more = '') =>
      `POST /v1/page HTTP/1.1\r\n${headers}${more}Content-Length: ${body.length}\r\n\r\n${body}`;
    const answer = await exchange(
      port,
      send('{'),
      send('{"userId": "u1"}'),
      send('{"userId": "u2"}', 'Connection: close\r\n'),
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([
      'HTTP/1.1 400',
      'HTTP/1.1 200',
      'HTTP/1.1 200',
    ]);
    expect(published).toHaveLength(2);
  });

  it('that breaks off leaves nothing behind', async () => {
    const { port, url, published } = await open();
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /v1/page HTTP/1.1\r\n${headers}Content-Length: 16\r\n\r\n{"userId"`);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    expect((await post(`${url}/v1/page`, { userId: 'u2' })).status).toBe(200);
    expect(published.map(contentOf)).toEqual([{ userId: 'u2', type: 'page' }]);
  });
});

it('counts the size of what a body inflates to', async () => {
  const { url } = await open();
  const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
  expect(bomb.length).toBeLessThan(limits.event);
  const headers = { 'content-encoding': 'gzip', ...basic('web-key') };
  expect((await post(`${url}/v1/track`, bomb, headers)).status).toBe(413);
  expect((await post(`${url}/v1/batch`, bomb, headers)).status).toBe(413);
});
