/** What the waits between attempts grow from and up to, milliseconds. */
const [first, longest] = [5_000, 3_600_000];
const growth = 3;

/** A receiver may ask for a day; one that asks for more has a mistake. */
const longestAsked = 86_400_000;

/**
 * How long to wait after the nth failed attempt, milliseconds: 5 s, 15 s, 45 s … up to an hour, of which the later half is drawn, so that what
 * failed together does not come back together. What the receiver asked for (`Retry-After`) is the least.
 * @param random from 0 up to 1.
 */
export function retryDelay(attempts: number, random: number, askedMs = 0): number {
  const whole = Math.min(longest, first * growth ** Math.max(0, attempts - 1));
  const drawn = whole / 2 + random * (whole / 2);
  const asked = Math.min(askedMs, longestAsked);
  // Those that were all told the same time are spread behind it too.
  return Math.ceil(asked > drawn ? asked + random * Math.min(asked, first) : drawn);
}
