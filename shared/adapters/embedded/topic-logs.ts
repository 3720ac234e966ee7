import type { Clock } from '../../ports/clock.ts';
import type { OutgoingMessage, Publisher, Topic } from '../../ports/event-bus.ts';
import { EventLog } from './event-log.ts';

/** Publishes to a log of each topic that is kept; what nobody keeps is told to nobody, as on a topic without a subscription. */
export class TopicLogs implements Publisher {
  readonly #logs: ReadonlyMap<Topic, EventLog>;

  constructor(dir: string, clock: Clock, topics: readonly Topic[]) {
    this.#logs = new Map(topics.map((topic) => [topic, new EventLog(dir, clock, topic)]));
  }

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<string[]> {
    return (await this.#logs.get(topic)?.append(messages)) ?? [];
  }

  isUnheard(topic: Topic): boolean {
    return !this.#logs.has(topic);
  }

  async close(): Promise<void> {
    for (const log of this.#logs.values()) await log.close();
  }
}
