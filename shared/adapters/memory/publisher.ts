import type { OutgoingMessage, Publisher, Topic } from '../../ports/event-bus.ts';

/** Keeps what is published, in order. */
export class MemoryPublisher implements Publisher {
  readonly #published: { topic: Topic; message: OutgoingMessage }[] = [];

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<string[]> {
    return messages.map((message) => String(this.#published.push({ topic, message })));
  }

  /** The JSON values published on a topic; of messages that are arrays, their items. */
  on(topic: Topic): unknown[] {
    return this.#published
      .filter((published) => published.topic === topic)
      .flatMap(({ message }) => JSON.parse(Buffer.from(message.data).toString('utf8')) as unknown);
  }
}
