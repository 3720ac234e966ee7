/** How fast tokens come, and how many may be saved up. */
export interface Rate {
  /** Tokens a second; more than 0. */
  perSecond: number;
  /** The most that a pause saves up; at least 1. */
  burst: number;
}

/** Tokens, as they were at a time (milliseconds). */
export interface TokenBucket {
  tokens: number;
  at: number;
}

/** The bucket afterwards; and where there were too few tokens, how long until there are enough. */
export type Taken =
  | { taken: true; bucket: TokenBucket }
  | { taken: false; bucket: TokenBucket; waitMs: number };

export const fullBucket = ({ burst }: Rate, now: number): TokenBucket => ({
  tokens: burst,
  at: now,
});

/** Takes tokens, or none of them. A clock that goes backwards gives nothing and takes nothing. A cost beyond the burst is never had. */
export function takeTokens(bucket: TokenBucket, rate: Rate, now: number, cost = 1): Taken {
  const elapsed = Math.max(0, now - bucket.at);
  const tokens = Math.min(rate.burst, bucket.tokens + (elapsed * rate.perSecond) / 1000);
  const at = Math.max(now, bucket.at);
  if (tokens >= cost) return { taken: true, bucket: { tokens: tokens - cost, at } };
  const waitMs = Math.ceil(((cost - tokens) * 1000) / rate.perSecond);
  return { taken: false, bucket: { tokens, at }, waitMs };
}
