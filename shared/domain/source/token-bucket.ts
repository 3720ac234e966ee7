/** How many events a write key may bring, in the long run and at once. */
export interface RateLimit {
  perSecond: number;
  /** What may come at once after a quiet time; as much as a second brings where absent. */
  burst?: number;
}

/** What is left of a limit. */
export interface TokenBucket {
  tokens: number;
  /** Milliseconds since 1970. */
  at: number;
}

export type Taken = { bucket: TokenBucket } & (
  | { granted: true }
  /** When to come again, whole seconds. */
  | { granted: false; retryAfter: number }
);

/**
 * Takes events out of a bucket at a time. A request larger than the burst passes when the bucket is full, and is paid off afterwards: else it
 * could never pass.
 */
export function takeTokens(
  bucket: TokenBucket | undefined,
  events: number,
  now: number,
  { perSecond, burst = perSecond }: RateLimit,
): Taken {
  const elapsed = bucket === undefined ? 0 : Math.max(0, now - bucket.at);
  const tokens = Math.min(burst, (bucket?.tokens ?? burst) + (elapsed / 1000) * perSecond);
  const needed = Math.min(events, burst);
  if (tokens >= needed) return { granted: true, bucket: { tokens: tokens - events, at: now } };
  const retryAfter = Math.ceil((needed - tokens) / perSecond);
  return { granted: false, retryAfter, bucket: { tokens, at: now } };
}
