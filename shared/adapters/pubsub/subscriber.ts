import {
  Duration,
  type PubSub,
  type Message as PubSubMessage,
  SubscriptionCloseBehaviors,
} from '@google-cloud/pubsub';
import type { Message, MessageHandler } from '../../ports/event-bus.ts';

export interface SubscribeOptions {
  pubsub: PubSub;
  /** The subscription's name, without its project. */
  subscription: string;
  /** Called with one message at a time, so that each is acknowledged, or delivered again, on its own fate. */
  handler: MessageHandler;
  /** How many messages the handler has at once, at most. */
  concurrency: number;
  /** Told when the stream ends for good, as when the subscription is not there. */
  onError: (error: Error) => void;
}

export interface Subscriber {
  /** Takes no more messages, waits for those that the handler has, and gives back the rest. */
  close(): Promise<void>;
}

/** How long a close waits for the handler; what it still has then is delivered again. */
const drainSeconds = 30;

/** Pulls messages over a stream (StreamingPull). */
export function subscribe(options: SubscribeOptions): Subscriber {
  const { pubsub, concurrency, handler, onError } = options;
  const subscription = pubsub.subscription(options.subscription, {
    // Some are held ready, so that the handler need not wait for the stream.
    flowControl: { maxMessages: concurrency * 4, maxBytes: 64 * 1024 * 1024 },
    // One stream is fast enough. The emulator takes those of a process that was killed for alive until it has sent a message on each, which then comes again late.
    streamingOptions: { maxStreams: 1 },
    // What is acknowledged makes room only when its batch is sent: the default of 100 ms would hold up the stream.
    batching: { maxMilliseconds: 10 },
    closeOptions: {
      behavior: SubscriptionCloseBehaviors.WaitForProcessing,
      timeout: Duration.from({ seconds: drainSeconds }),
    },
  });
  const waiting: PubSubMessage[] = [];
  let running = 0;
  let closing = false;

  async function handle(message: PubSubMessage): Promise<void> {
    running += 1;
    try {
      await handler([toMessage(message)]);
      message.ack();
    } catch {
      // A rejection is the handler's word for: deliver it again.
      message.nack();
    }
    running -= 1;
    const next = waiting.shift();
    if (next !== undefined) void handle(next);
  }

  subscription.on('message', (message) => {
    if (closing) message.nack();
    else if (running < concurrency) void handle(message);
    else waiting.push(message);
  });
  subscription.on('error', onError);
  return {
    close: () => {
      closing = true;
      for (const message of waiting.splice(0)) message.nack();
      return subscription.close();
    },
  };
}

const toMessage = ({ id, data, attributes, publishTime }: PubSubMessage): Message => ({
  id,
  data,
  attributes,
  // Pub/Sub tells nanoseconds; an event's times are in milliseconds.
  publishTime: new Date(publishTime.getTime()).toISOString(),
});
