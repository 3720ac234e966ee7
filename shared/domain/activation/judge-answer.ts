import type { AttemptResult } from './attempt.ts';

/** An answer to a webhook. */
export interface Answer {
  status: number;
  /** The header `Retry-After`: seconds, or an HTTP date. */
  retryAfter?: string;
  /** The header `Location`. */
  location?: string;
  /** The beginning of the body. */
  excerpt: string;
}

/**
 * What an answer means, by the Standard Webhooks specification: 2xx is success, 410 ends the destination, and all else is tried again, for a
 * receiver that is set up wrongly may be mended.
 */
export function judgeAnswer(answer: Answer, ms: number, now: number): AttemptResult {
  const { status, retryAfter, location, excerpt } = answer;
  if (status >= 200 && status < 300) return { kind: 'delivered', ms, status };
  if (status === 410) {
    return { kind: 'gone', ms, status, reason: 'It answered 410: it wants no more deliveries.' };
  }
  const failed = { kind: 'failed', ms, status } as const;
  if (status >= 300 && status < 400) {
    const where = location === undefined ? '' : ` to ${location.slice(0, 200)}`;
    return {
      ...failed,
      error: `It redirects (${status})${where}: configure the final URL, redirects are not followed.`,
    };
  }
  const retryAfterMs = retryAfter === undefined ? undefined : waitOf(retryAfter, now);
  const said = excerpt === '' ? '' : `: ${excerpt}`;
  return {
    ...failed,
    error: `It answered ${status}${said}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function waitOf(retryAfter: string, now: number): number | undefined {
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
