/** How many may come, in the long run and at once: events of a write key, requests to a destination. */
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
  /** How long until there are enough, whole milliseconds. */
  | { granted: false; waitMs: number }
);

/**
 * Takes tokens out of a bucket, one for each event, at a time. A request larger than the burst passes when the bucket is full, and is paid off afterwards: else it
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
  // A time in whole milliseconds brings some billionths less than it should.
  if (tokens + 1e-9 >= needed)
    return { granted: true, bucket: { tokens: tokens - events, at: now } };
  const waitMs = Math.ceil(((needed - tokens) * 1000) / perSecond);
  return { granted: false, waitMs, bucket: { tokens, at: now } };
}
