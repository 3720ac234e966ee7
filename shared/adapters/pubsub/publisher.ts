import type { PubSub, Topic as PubSubTopic } from '@google-cloud/pubsub';
import type { OutgoingMessage, Publisher, Topic } from '../../ports/event-bus.ts';

/** A publish request takes up to 1,000 messages or 9 MiB; what callers publish within 5 ms shares one. */
const batching = { maxMessages: 1000, maxBytes: 4 * 1024 * 1024, maxMilliseconds: 5 };

/**
 * The client begins no new attempt after that many milliseconds, and gives the last one as many again: half a minute at most, for
 * longer than that no caller over HTTP would wait.
 */
const gaxOpts = { timeout: 15_000 };

/** Publishes to Pub/Sub. */
export class PubSubPublisher implements Publisher {
  readonly #pubsub: PubSub;
  readonly #topics = new Map<Topic, PubSubTopic>();

  constructor(pubsub: PubSub) {
    this.#pubsub = pubsub;
  }

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<string[]> {
    const target = this.#topic(topic);
    // All are awaited, so that none is still on its way when the caller hears of the first failure.
    const accepted = await Promise.allSettled(
      messages.map(({ data, attributes = {} }) =>
        target.publishMessage({ data: Buffer.from(data), attributes: { ...attributes } }),
      ),
    );
    return accepted.map((result) => {
      if (result.status === 'fulfilled') return result.value;
      const cause: unknown = result.reason;
      throw new Error(`Pub/Sub did not accept a message for "${topic}".`, { cause });
    });
  }

  #topic(name: Topic): PubSubTopic {
    const topic = this.#topics.get(name) ?? this.#pubsub.topic(name, { batching, gaxOpts });
    this.#topics.set(name, topic);
    return topic;
  }
}
