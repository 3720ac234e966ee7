import type { Archive, ArchivedTopic } from '../../ports/archive.ts';
import type { Message } from '../../ports/event-bus.ts';
import { EventLog } from './event-log.ts';

/** The archive of a data folder: the logs of its topics. */
export class LogArchive implements Archive {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async *messages(topic: ArchivedTopic, since = 0): AsyncGenerator<Message> {
    const log = new EventLog(this.#dir, Date.now, topic);
    const from = new Date(since).toISOString();
    // Segments that were written for the last time before have nothing else.
    for await (const { messages } of log.readAll(await log.endBefore(since))) {
      for (const message of messages) if (message.publishTime >= from) yield message;
    }
  }
}
