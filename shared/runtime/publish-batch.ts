import type { Message, OutgoingMessage, Publisher, Topic } from '../ports/event-bus.ts';
import { eachOf } from './each-of.ts';

/** The bytes that a message is filled to: a hop is billed by the kilobyte, and a message may have 10 MB. */
const fillBytes = 1024 * 1024;

/** Publishes items as messages of JSON arrays, as few as hold them. Nothing to publish, or nobody to hear it, costs nothing. */
export async function publishBatch(
  publisher: Publisher,
  topic: Topic,
  items: readonly unknown[],
): Promise<void> {
  if (items.length === 0 || publisher.isUnheard?.(topic)) return;
  await publisher.publish(topic, messagesOf(items));
}

/**
 * Publishes items on several topics at once: each makes its publisher wait, one after the other would wait for the sum. @throws what failed first, when
 * none is on its way any more.
 */
export function publishBatches(
  publisher: Publisher,
  batches: { readonly [topic in Topic]?: readonly unknown[] },
): Promise<void> {
  const topics = Object.keys(batches) as Topic[];
  return eachOf(topics, topics.length, (topic) =>
    publishBatch(publisher, topic, batches[topic] ?? []),
  );
}

/** The items of a message that `publishBatch` made. */
export const publishedItems = <Item>({ data }: Pick<Message, 'data'>): Item[] =>
  JSON.parse(Buffer.from(data).toString('utf8')) as Item[];

function messagesOf(items: readonly unknown[]): OutgoingMessage[] {
  const messages: OutgoingMessage[] = [];
  let texts: string[] = [];
  let length = 0;
  const close = () => {
    messages.push({ data: Buffer.from(`[${texts.join(',')}]`) });
    texts = [];
    length = 0;
  };
  for (const item of items) {
    const text = JSON.stringify(item);
    if (length > 0 && length + text.length > fillBytes) close();
    texts.push(text);
    length += text.length;
  }
  close();
  return messages;
}
