import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AttemptResult } from '../../domain/activation/attempt.ts';
import { judgeAnswer } from '../../domain/activation/judge-answer.ts';
import { signatureHeaders } from '../../domain/activation/webhook-signature.ts';
import type { Dispatch } from '../../ports/send.ts';
import { post } from './post.ts';
import { addressesOf, type ResolveHost, resolveHost } from './public-address.ts';

/** A webhook to be sent to. */
export interface WebhookTarget {
  url: string;
  secrets: readonly Uint8Array[];
  /** What the configuration adds; none of them is one of those that are set here. */
  headers?: Readonly<Record<string, string>>;
  timeoutMs: number;
}

export interface WebhookOptions {
  /** Of development: plain http, and addresses of this machine and its networks. */
  allowPrivate: boolean;
  /** The system's resolver where absent. */
  resolve?: ResolveHost;
}

/** Sends webhooks by the Standard Webhooks specification, to addresses of the Internet only. Connections are kept for the next. */
export function webhookSender({ allowPrivate, resolve = resolveHost }: WebhookOptions) {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  };

  return async (target: WebhookTarget, dispatch: Dispatch): Promise<AttemptResult> => {
    const { id, body, at } = dispatch;
    const url = new URL(target.url);
    const startedAt = performance.now();
    const elapsed = () => Math.round(performance.now() - startedAt);
    const failed = (error: string): AttemptResult => ({ kind: 'failed', ms: elapsed(), error });
    const refusal = allowPrivate ? undefined : placeRefusal(url);
    if (refusal !== undefined) return failed(refusal);
    const signal = AbortSignal.timeout(target.timeoutMs);
    try {
      const resolved = await orAborted(addressesOf(url, resolve, allowPrivate), signal);
      if (resolved.kind === 'refused') return failed(resolved.error);
      const { status, headers, excerpt } = await post({
        url,
        addresses: resolved.addresses,
        headers: {
          ...target.headers,
          'content-type': 'application/json',
          'user-agent': 'Tributary-Webhooks/1',
          ...signatureHeaders(id, at, body, target.secrets),
        },
        body,
        agent: url.protocol === 'https:' ? agents['https:'] : agents['http:'],
        signal,
      });
      const { 'retry-after': retryAfter, location } = headers;
      const answer = {
        status,
        excerpt,
        ...(retryAfter !== undefined && { retryAfter }),
        ...(location !== undefined && { location }),
      };
      return judgeAnswer(answer, elapsed(), at);
    } catch (error) {
      if (signal.aborted) return failed(`It gave no answer within ${target.timeoutMs / 1000} s.`);
      return failed(`It can't be reached: ${reasonOf(error)}`);
    }
  };
}

/** Outside of development: https, on the ports where it is served. */
function placeRefusal(url: URL): string | undefined {
  if (url.protocol !== 'https:') return `${url.origin} is not https.`;
  const port = url.port === '' ? 443 : Number(url.port);
  return port === 443 || port >= 1024 ? undefined : `Port ${port} is not one of webhooks.`;
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** A connection that failed for several addresses says so in its causes only. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
