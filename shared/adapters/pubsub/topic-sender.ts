import type { PubSub, Topic } from '@google-cloud/pubsub';
import type { Dispatch } from '../../ports/send.ts';

/** The client gives up after that many milliseconds at each attempt of its own; a delivery is tried again for days. */
const gaxOpts = { timeout: 15_000 };

/** Publishes deliveries on topics of the project, in the order of a person where the delivery asks for it. */
export function topicSender(pubsub: PubSub) {
  const topics = new Map<string, Topic>();
  const topicOf = (name: string, messageOrdering: boolean): Topic => {
    const key = `${name}\n${messageOrdering}`;
    const topic = topics.get(key) ?? pubsub.topic(name, { gaxOpts, messageOrdering });
    topics.set(key, topic);
    return topic;
  };

  return async (name: string, { body, attributes, orderingKey }: Dispatch): Promise<void> => {
    const message = { data: Buffer.from(body), attributes: { ...attributes } };
    if (orderingKey === undefined) {
      await topicOf(name, false).publishMessage(message);
      return;
    }
    const topic = topicOf(name, true);
    try {
      await topic.publishMessage({ ...message, orderingKey });
    } catch (error) {
      // After a failure the client takes no more of this person until it is told to.
      topic.resumePublishing(orderingKey);
      throw error;
    }
  };
}
