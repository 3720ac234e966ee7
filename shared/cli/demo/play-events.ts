import { setTimeout } from 'node:timers/promises';
import type { SpecEvent } from '../../domain/event/event.ts';
import type { Platform } from '../../local/platform.ts';
import { print } from '../terminal.ts';
import type { LiveFeed } from './live-feed.ts';

interface Play {
  /** Milliseconds between two events. */
  pace: number;
  feed: LiveFeed;
  /** Whether each event is told, in a line of its own. */
  tell: boolean;
  signal: AbortSignal;
}

/** Sends events one by one, as a shop's visitors would, until they end or the signal says so. */
export async function playEvents(
  platform: Platform,
  events: Iterable<SpecEvent>,
  { pace, feed, tell, signal }: Play,
): Promise<void> {
  for (const event of events) {
    if (signal.aborted) return;
    const data = Buffer.from(JSON.stringify(event));
    feed.sent(event);
    if (tell) print(feed.lineOf(event));
    await platform.publish([{ data, attributes: { source: 'web' } }]);
    await setTimeout(pace, undefined, { signal }).catch(() => undefined);
    if (tell) for (const line of feed.news()) print(line);
  }
}
