import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect,
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { GrpcCall } from './operations-of-call.ts';

/** Stands between a client and a server of gRPC without TLS, lets everything pass, and tells of each call that is over. */
export class GrpcTap {
  readonly host: string;
  readonly #server: Http2Server;
  readonly #upstream: ClientHttp2Session;
  readonly #sessions = new Set<ServerHttp2Session>();

  private constructor(
    server: Http2Server,
    host: string,
    target: string,
    heard: (call: GrpcCall) => void,
  ) {
    this.#server = server;
    this.host = host;
    this.#upstream = connect(`http://${target}`);
    server.on('session', (session) => {
      this.#sessions.add(session);
      session.on('close', () => this.#sessions.delete(session));
    });
    server.on('stream', (stream, headers) => forward(stream, headers, this.#upstream, heard));
  }

  /** @param target `host:port` of the server. */
  static async open(target: string, heard: (call: GrpcCall) => void): Promise<GrpcTap> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The tap has no port.');
    return new GrpcTap(server, `127.0.0.1:${address.port}`, target, heard);
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) session.destroy();
    this.#upstream.destroy();
    await once(this.#server.close(), 'close');
  }
}

function forward(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  upstream: ClientHttp2Session,
  heard: (call: GrpcCall) => void,
): void {
  const call = upstream.request(headers);
  const [sent, received]: [Buffer[], Buffer[]] = [[], []];
  const over = (ending: IncomingHttpHeaders) =>
    heard({
      path: String(headers[':path']),
      requests: framesOf(Buffer.concat(sent)),
      responses: framesOf(Buffer.concat(received)),
      status: Number(ending['grpc-status']),
    });
  let trailers: IncomingHttpHeaders = {};
  stream.on('data', (chunk: Buffer) => sent.push(chunk));
  call.on('data', (chunk: Buffer) => received.push(chunk));
  call.on('trailers', (ending) => {
    trailers = ending;
  });
  call.on('response', (answer, flags) => {
    const isAll = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    // Told before the client hears of it: whoever waits for the client has heard of the call.
    if (isAll) over(answer);
    stream.respond(answer, { endStream: isAll, waitForTrailers: !isAll });
  });
  stream.on('wantTrailers', () => {
    over(trailers);
    stream.sendTrailers(trailers);
  });
  stream.pipe(call);
  call.pipe(stream);
  // A call that is given up on one side is given up on the other.
  stream.on('error', () => call.close(constants.NGHTTP2_CANCEL));
  call.on('error', () => stream.close(constants.NGHTTP2_CANCEL));
  stream.on('aborted', () => call.close(constants.NGHTTP2_CANCEL));
}

/** Each message of gRPC has a byte that says whether it is compressed, and four with its length, before it. */
function framesOf(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== 0) throw new Error('A compressed message of gRPC cannot be counted.');
    const end = at + 5 + bytes.readUInt32BE(at + 1);
    frames.push(bytes.subarray(at + 5, end));
    at = end;
  }
  return frames;
}
