import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HostAddress } from './public-address.ts';

/** Where and what to post. */
export interface Post {
  url: URL;
  /** The only addresses to connect to. */
  addresses: readonly HostAddress[];
  headers: Readonly<Record<string, string>>;
  body: string;
  agent: HttpAgent;
  signal: AbortSignal;
}

export interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  /** The beginning of the body. */
  excerpt: string;
}

/** An answer has nothing to say that is longer. */
const mostBodyBytes = 64 * 1024;
const excerptLength = 200;

/** Posts to a pinned address, follows no redirect, and reads no more than 64 KB of the answer. @throws where there is no answer. */
export function post({ url, addresses, headers, body, agent, signal }: Post): Promise<Answered> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const content = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      signal,
      lookup: pinned(addresses),
      headers: { ...headers, 'content-length': content.byteLength },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      excerptOf(response).then(
        (excerpt) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, excerpt }),
        reject,
      );
    });
    sent.end(content);
  });
}

/** In place of a second look at the name: the name stays in the Host header and the TLS handshake. */
const pinned =
  (addresses: readonly HostAddress[]): LookupFunction =>
  (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all || first === undefined) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };

async function excerptOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    // The connection is of no more use.
    if (size > mostBodyBytes) break;
  }
  const text = Buffer.concat(chunks).toString('utf8').slice(0, excerptLength);
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}
