import { setTimeout } from 'node:timers/promises';
import type { EventLog } from '../adapters/embedded/event-log.ts';
import type { Message } from '../ports/event-bus.ts';
import type { Positions } from '../ports/message-archive.ts';
import type { PassedBy, WatchOptions } from './passed.ts';

const pollMs = 100;

/** How far a watcher may fall behind before it leaves something out, bytes of the log. */
const farBehind = 4 * 1024 * 1024;

/**
 * The messages of a log as they are dealt with. A watcher reads at its own pace from the disk, so that a slow one holds up nobody and holds
 * nothing in memory; one that falls far behind, and does not want all of it, is told how many messages it has missed.
 * @param dealtWith how far the log is dealt with by now.
 * @param now how far it was when the watcher came.
 */
export async function* watchLog(
  log: EventLog,
  dealtWith: () => Positions,
  now: Positions,
  { signal, since }: Omit<WatchOptions, 'source'>,
): AsyncGenerator<Message | PassedBy> {
  let position = since === undefined ? now : await log.endBefore(since);
  const from = since === undefined ? '' : new Date(since).toISOString();
  while (!signal.aborted) {
    const end = dealtWith();
    let missed = 0;
    for await (const { messages, upTo } of log.readUpTo(end, position)) {
      position = new Map([...position, ...upTo]);
      if (signal.aborted) return;
      if (since === undefined && bytesBetween(position, dealtWith()) > farBehind) {
        missed += messages.length;
        continue;
      }
      if (missed > 0) yield { kind: 'passed-by', messages: missed };
      missed = 0;
      for (const message of messages) if (message.publishTime >= from) yield message;
    }
    if (missed > 0) yield { kind: 'passed-by', messages: missed };
    await setTimeout(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

function bytesBetween(from: Positions, to: Positions): number {
  let bytes = 0;
  for (const [segment, end] of to) bytes += Math.max(0, end - (from.get(segment) ?? 0));
  return bytes;
}
