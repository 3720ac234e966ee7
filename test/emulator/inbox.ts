import { EventEmitter, once } from 'node:events';
import type { Message, MessageHandler } from '../../shared/ports/event-bus.ts';

/** Collects messages, and tells when it holds enough. */
export class Inbox {
  readonly #messages: Message[] = [];
  readonly #arrivals = new EventEmitter();

  readonly handler: MessageHandler = async (messages) => {
    this.#messages.push(...messages);
    this.#arrivals.emit('message');
  };

  /** Resolves with the first messages when there are that many. @throws when they don't come within 20 seconds. */
  async holds(count: number): Promise<Message[]> {
    const signal = AbortSignal.timeout(20_000);
    while (this.#messages.length < count) await once(this.#arrivals, 'message', { signal });
    return this.#messages.slice(0, count);
  }
}
