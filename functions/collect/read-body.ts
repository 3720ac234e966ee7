import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';

export type ReadBody =
  | { kind: 'body'; body: Uint8Array }
  /** Larger than the limit, as it came or inflated; the rest was not read. */
  | { kind: 'too-large' }
  /** Not what its Content-Encoding says. */
  | { kind: 'malformed' }
  | { kind: 'unknown-encoding'; encoding: string }
  /** The sender has gone before the end. */
  | { kind: 'aborted' };

/** Brotli is not among them: its window takes up to 16 MB, whatever the limit. */
const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['identity', () => new PassThrough()],
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
]);

/** Reads a body and inflates it, piece by piece, and stops at the first piece beyond the limit: what a body costs is bounded by that, whatever it would become. */
export function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const decoder = decoders.get(encoding)?.();
  if (decoder === undefined) return Promise.resolve({ kind: 'unknown-encoding', encoding });
  // Whoever says that it is too large need not send it.
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    return Promise.resolve({ kind: 'too-large' });
  }
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let received = 0;
    let inflated = 0;
    const settle = (read: ReadBody) => {
      request.off('data', onReceived).off('close', onClose).unpipe(decoder);
      decoder.destroy();
      resolve(read);
    };
    const onReceived = (piece: Buffer) => {
      received += piece.length;
      if (received > limit) settle({ kind: 'too-large' });
    };
    const onClose = () => {
      if (!request.complete) settle({ kind: 'aborted' });
    };
    request.on('data', onReceived).on('close', onClose).pipe(decoder);
    decoder.on('data', (piece: Buffer) => {
      inflated += piece.length;
      if (inflated > limit) settle({ kind: 'too-large' });
      else pieces.push(piece);
    });
    decoder.on('end', () => settle({ kind: 'body', body: Buffer.concat(pieces) }));
    decoder.on('error', () => settle({ kind: 'malformed' }));
  });
}
