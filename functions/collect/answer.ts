import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';

export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** JSON; absent for none. */
  body?: unknown;
}

/** How long, and for how many bytes, a sender is heard out that was refused before its end. */
const patience = { milliseconds: 1000, bytes: 1024 * 1024 };

/**
 * Any page may send: what authenticates is the write key, and no cookie. `*` names every header but Authorization; the browser client reads
 * Retry-After.
 */
const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
};

export const preflight: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'POST, GET, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type, content-encoding, *',
    'access-control-max-age': '86400',
  },
};

/** Answers. Where the body was not read to its end, the connection ends with the answer: what is left of the body would be taken for the next request. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body }: Answer,
): Promise<void> {
  const content = body === undefined ? '' : `${JSON.stringify(body)}\n`;
  // What came in one piece with the head is parsed by then.
  if (!request.complete) await setImmediate();
  const isUnread = !request.complete;
  response.writeHead(status, {
    ...crossOrigin,
    ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    ...(status !== 204 && { 'content-length': Buffer.byteLength(content) }),
    ...(isUnread && { connection: 'close' }),
    ...headers,
  });
  if (isUnread) {
    response.write(content);
    await hearOut(request);
    response.end();
  } else {
    response.end(request.method === 'HEAD' ? undefined : content);
  }
}

/** Discards what a sender still sends: closed on at once, it would see a reset instead of the answer. */
function hearOut(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = patience.bytes;
    const timer = setTimeout(resolve, patience.milliseconds);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    request.on('data', (piece: Buffer) => {
      left -= piece.length;
      if (left < 0) done();
    });
    request.once('end', done).once('close', done).resume();
  });
}
