import type { Message, OutgoingMessage, Publisher, Topic } from '../../shared/ports/event-bus.ts';
import { chance, type Random, wholeNumber } from '../../shared/simulation/random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a push is answered with; nothing where the process that had it died. */
type Push = (message: Message) => Promise<'done' | 'later' | undefined>;

const ackDeadlineMs = 60_000;
const mostAttempts = 100;
const longestBackoffMs = 600_000;

/**
 * Pub/Sub as its documentation promises it, and no better: at least once, in any order, some messages twice, redelivered after an exponential
 * backoff of up to ten minutes, and put aside after a hundred attempts.
 */
export class VirtualPubSub implements Publisher {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #pushes = new Map<Topic, { push: Push; minimumBackoffMs: number }>();
  readonly deadLetters: Message[] = [];
  #published = 0;

  constructor(time: VirtualTime, random: Random) {
    this.#time = time;
    this.#random = random;
  }

  subscribe(topic: Topic, minimumBackoffMs: number, push: Push): void {
    this.#pushes.set(topic, { push, minimumBackoffMs });
  }

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<string[]> {
    return messages.map(({ data, attributes = {} }) => {
      this.#published += 1;
      const id = String(this.#published);
      const publishTime = new Date(this.#time.clock()).toISOString();
      const copies = chance(this.#random, 0.03) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        void this.#deliver(topic, { id, data, attributes, publishTime });
      }
      return id;
    });
  }

  async #deliver(topic: Topic, message: Message): Promise<void> {
    const subscription = this.#pushes.get(topic);
    if (subscription === undefined) return;
    await this.#time.sleep(wholeNumber(this.#random, 1, 300));
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const answer = await subscription.push(message).catch(() => 'later' as const);
      if (answer === 'done') return;
      if (answer === undefined) await this.#time.sleep(ackDeadlineMs);
      const backoff = subscription.minimumBackoffMs * 2 ** Math.min(attempt - 1, 20);
      const bounded = Math.min(longestBackoffMs, backoff);
      await this.#time.sleep(wholeNumber(this.#random, bounded / 2, bounded));
    }
    this.deadLetters.push(message);
  }
}
