import { createServer, type IncomingMessage, type Server } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { collect, limits } from '../../functions/collect/collect.ts';
import { readProfile } from '../../functions/profiles/profiles.ts';
import type { Platform } from './platform.ts';

interface Reply {
  status: number;
  body: unknown;
}

/** More than any call allows, and little enough to hold. */
const bodyBytes = limits.batch + 1;

const inflate = promisify(gunzip);

/** The platform over HTTP, on loopback: `/v1/batch` and its kin to collect, `/v1/profiles/KIND:VALUE` to read. */
export function httpServer(platform: Platform): Server {
  return createServer(async (request, response) => {
    const { status, body } = await answer(request, platform).catch((error: unknown): Reply => {
      const reason = error instanceof Error ? error.message : String(error);
      return { status: 503, body: { success: false, error: `Try again: ${reason}` } };
    });
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(`${JSON.stringify(body)}\n`);
    // The rest of a body that is too large is not waited for.
    if (status === 413) request.destroy();
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

async function answer(request: IncomingMessage, platform: Platform): Promise<Reply> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname.startsWith('/v1/profiles/') && request.method === 'GET') {
    const found = await readProfile(pathname, platform.store, platform.rules.identity);
    return {
      status: found.status,
      body: found.status === 200 ? found.profile : { error: found.error },
    };
  }
  if (pathname === '/' && request.method === 'GET') return { status: 200, body: welcome };
  return collectBody(request, pathname, platform);
}

const welcome = {
  collect: 'POST /v1/batch, /v1/identify, /v1/track, /v1/page, /v1/screen, /v1/group, /v1/alias',
  profiles: 'GET /v1/profiles/KIND:VALUE',
};

async function collectBody(
  request: IncomingMessage,
  path: string,
  platform: Platform,
): Promise<Reply> {
  const body = await readBody(request);
  if (body === undefined) {
    return {
      status: 413,
      body: { success: false, error: `A body may have ${limits.batch} bytes.` },
    };
  }
  const { authorization } = request.headers;
  const collected = collect(
    {
      method: request.method ?? 'GET',
      path,
      ...(authorization !== undefined && { authorization }),
      body,
      receivedAt: new Date().toISOString(),
    },
    platform.rules.sources,
  );
  if (collected.status !== 200) {
    return { status: collected.status, body: { success: false, error: collected.error } };
  }
  await platform.publish([collected.message]);
  return { status: 200, body: { success: true } };
}

/** The body, inflated where it is gzip; `undefined` once it is larger than any call allows, before the rest is read. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size >= bodyBytes) return undefined;
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (request.headers['content-encoding'] !== 'gzip') return body;
  return inflate(body, { maxOutputLength: bodyBytes }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    // What is no gzip is no JSON either, and is refused as that.
    return Buffer.from('');
  });
}
