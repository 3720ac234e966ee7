/**
 * What `latency-under-load.ts` runs in a process of its own, as the platform has one: what other figures leave in the heap is nobody's latency. Takes a
 * `Load` as JSON, and prints a `Loaded`.
 */
import { KeepingPlatform } from './keeping-platform.ts';
import { type Answered, LoadedPlatform } from './loaded-platform.ts';

export interface Load {
  /** What the maximal rate is measured with. */
  events: number;
  /** How long the load is kept up. */
  seconds: number;
  seed: number;
  /** Puts this many events/s on what keeps as much as the platform and decides nothing; where absent, half of its maximal rate on the platform. */
  keepingAt?: number;
}

export interface Loaded {
  /** Events/s. */
  rate: number;
  answered: Answered;
}

const { events, seconds, seed, keepingAt } = JSON.parse(process.argv[2] ?? '') as Load;
const platform = await LoadedPlatform.open(
  keepingAt === undefined ? undefined : (dir) => new KeepingPlatform(dir),
);
try {
  // The first events are slow, for their code is not compiled yet.
  await platform.maximalRate(events);
  const rate = keepingAt ?? (await platform.maximalRate(events)) / 2;
  const answered = await platform.offer(rate, Math.ceil(rate * seconds), seed);
  process.stdout.write(JSON.stringify({ rate, answered } satisfies Loaded));
} finally {
  await platform.close();
}
