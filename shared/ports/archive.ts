import type { Message } from './event-bus.ts';

/** The topics whose messages are kept for good. */
export type ArchivedTopic = 'events' | 'outcomes' | 'audience-changes';

/** Every message of some topics, kept. */
export interface Archive {
  /**
   * The messages of a topic that were accepted at a time (milliseconds since 1970) or later, and maybe some from before, each at least once, in no order;
   * all where no time is given. What was accepted in the last minutes may not be there yet.
   */
  messages(topic: ArchivedTopic, since?: number): AsyncIterable<Message>;
}
