import { createServer, type Server, type ServerResponse } from 'node:http';
import { frontDoor } from '../../functions/collect/front-door.ts';
import { readProfile } from '../../functions/profiles/profiles.ts';
import type { Platform } from './platform.ts';

interface Answer {
  status: number;
  body: unknown;
}

export interface HttpServerOptions {
  /** How many proxies in front of the server are trusted to tell a sender's address; none by default. */
  trustedProxies?: number;
  /** Told of what a sender is asked to send again. */
  onError: (error: unknown) => void;
  /** What `/v1/stats` tells. */
  figures?: () => unknown;
}

/** The platform over HTTP, on loopback: `/v1/profiles/KIND:VALUE` to read, all else to collect. */
export function httpServer(
  platform: Platform,
  { trustedProxies = 0, onError, figures }: HttpServerOptions,
): Server {
  const collect = frontDoor({
    keys: platform.rules.writeKeys,
    publish: (message) => platform.publish([message]),
    trustedProxies,
    clock: Date.now,
    onError,
    telemetry: platform.telemetry,
  });
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method !== 'GET') return collect(request, response);
    if (path === '/') return send(response, { status: 200, body: welcome });
    if (path === '/v1/stats' && figures) return send(response, { status: 200, body: figures() });
    if (!path.startsWith('/v1/profiles/')) return collect(request, response);
    readApi(path, platform)
      .catch((error: unknown): Answer => {
        onError(error);
        return { status: 503, body: { error: `Try again: ${String(error)}` } };
      })
      .then((answer) => send(response, answer));
  });
}

/** Listens on a port of loopback; where it is taken and was not insisted on, on a free one. @returns its URL. */
export async function listen(server: Server, port: number, insist: boolean): Promise<string> {
  const attempt = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await attempt(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || insist) throw error;
    return attempt(0);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return `http://localhost:${actual}`;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify(body)}\n`);
}

async function readApi(path: string, platform: Platform): Promise<Answer> {
  const found = await readProfile(path, platform.store, platform.rules.identity);
  return {
    status: found.status,
    body: found.status === 200 ? found.profile : { error: found.error },
  };
}

const welcome = {
  collect: 'POST /v1/batch, /v1/identify, /v1/track, /v1/page, /v1/screen, /v1/group, /v1/alias',
  cloudEvents: 'POST /v1/events',
  profiles: 'GET /v1/profiles/KIND:VALUE',
  stats: 'GET /v1/stats',
};
