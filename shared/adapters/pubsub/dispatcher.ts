import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { PubSub } from '@google-cloud/pubsub';
import type { Message } from '../../ports/event-bus.ts';
import type { Backlog } from './backlog.ts';
import { subscribe } from './subscriber.ts';

export interface DispatchOptions {
  pubsub: PubSub;
  subscription: { name: string; topic: string };
  /** Where the function listens, over plain HTTP. */
  url: string;
  /** How many requests are on their way at once, at most. */
  concurrency: number;
  /** Told of everything that another delivery may mend: an answer that is no 2xx, a refused connection, the end of the stream. */
  onError: (error: Error) => void;
  backlog?: Backlog;
}

export interface Dispatcher {
  /** Takes no more messages, and waits for the answers that are due. */
  close(): Promise<void>;
}

/** How a function sends back what is not due yet: to be delivered again, and no failure. */
const tooEarly = 429;

class TooEarly extends Error {
  override readonly name = 'TooEarly';
}

/**
 * Feeds a function from a subscription as Eventarc does: one CloudEvent a message, in binary mode, acknowledged by a 2xx and delivered
 * again otherwise. In place of an emulator's push, which has no more than a few requests on their way.
 */
export function dispatch(options: DispatchOptions): Dispatcher {
  const { pubsub, subscription, url, concurrency, onError, backlog } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const source = `//pubsub.googleapis.com/projects/${pubsub.projectId}/topics/${subscription.topic}`;
  const name = `projects/${pubsub.projectId}/subscriptions/${subscription.name}`;

  async function deliver(message: Message): Promise<void> {
    const answer = await post(url, agent, cloudEventHeaders(message, source), {
      subscription: name,
      message: pubsubMessage(message),
    });
    if (answer.status === tooEarly) throw new TooEarly();
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(
        `The function of subscription "${subscription.name}" answered ${answer.status} to message ${message.id}: ${answer.body}`,
      );
    }
    backlog?.acknowledge(subscription.name, message.id);
  }

  const subscriber = subscribe({
    pubsub,
    subscription: subscription.name,
    concurrency,
    handler: async (messages) => {
      try {
        for (const message of messages) await deliver(message);
      } catch (error) {
        if (!(error instanceof TooEarly)) {
          onError(error instanceof Error ? error : new Error(String(error)));
        }
        throw error;
      }
    },
    onError,
  });
  return {
    close: async () => {
      await subscriber.close();
      agent.destroy();
    },
  };
}

const cloudEventHeaders = (message: Message, source: string): Record<string, string> => ({
  'content-type': 'application/json',
  'ce-specversion': '1.0',
  'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
  'ce-source': source,
  'ce-id': message.id,
  'ce-time': message.publishTime,
});

const pubsubMessage = ({ id, data, attributes, publishTime }: Message) => ({
  data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  attributes,
  messageId: id,
  publishTime,
});

function post(
  url: string,
  agent: Agent,
  headers: Record<string, string>,
  body: unknown,
): Promise<{ status: number; body: string }> {
  const content = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': content.byteLength } },
      (response) => {
        const status = response.statusCode ?? 0;
        text(response).then((answer) => resolve({ status, body: answer.slice(0, 500) }), reject);
      },
    );
    sent.on('error', reject);
    sent.end(content);
  });
}
