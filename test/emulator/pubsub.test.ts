import type { PubSub } from '@google-cloud/pubsub';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { ensureTopology } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { subscribe } from '../../shared/adapters/pubsub/subscriber.ts';
import { readTopology } from '../../shared/adapters/pubsub/topology.ts';
import type { MessageHandler } from '../../shared/ports/event-bus.ts';
import { Inbox } from './inbox.ts';
import { onEmulators } from './on-emulators.ts';

const message = (text: string, attributes: Record<string, string> = {}) => ({
  data: Buffer.from(text),
  attributes,
});

onEmulators('pubsub', ({ projectId }) => {
  let tests = 0;
  let pubsub: PubSub;
  const cleanups: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    tests += 1;
    pubsub = connectPubSub({ projectId: `${projectId}-${tests}` });
    await ensureTopology(pubsub, readTopology(), 'separate');
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    await pubsub.close();
  });

  /** Hands the messages of `archive-events` to a handler until the test ends, or the returned function is called. */
  function consume(handler: MessageHandler): () => Promise<void> {
    const errors: Error[] = [];
    const onError = (error: Error) => errors.push(error);
    const options = { pubsub, subscription: 'archive-events', concurrency: 4, handler, onError };
    const subscriber = subscribe(options);
    let closed: Promise<void> | undefined;
    const close = () => {
      closed ??= subscriber.close();
      return closed;
    };
    cleanups.push(async () => {
      await close();
      expect(errors).toEqual([]);
    });
    return close;
  }

  describe('the topology', () => {
    test('can be ensured twice, and has what the file says', async () => {
      await ensureTopology(pubsub, readTopology(), 'separate');
      const [metadata] = await pubsub.subscription('merge').getMetadata();
      expect(metadata).toMatchObject({
        topic: `projects/${pubsub.projectId}/topics/events-enriched`,
        ackDeadlineSeconds: 10,
        pushConfig: { pushEndpoint: '' },
        retryPolicy: { minimumBackoff: { seconds: '1' }, maximumBackoff: { seconds: '600' } },
        deadLetterPolicy: {
          deadLetterTopic: `projects/${pubsub.projectId}/topics/merge-dead-letter`,
          maxDeliveryAttempts: 100,
        },
      });
    });

    test('has the subscriptions of the stages as they are deployed, and no others', async () => {
      const composed = connectPubSub({ projectId: `${projectId}-composed` });
      await ensureTopology(composed, readTopology(), 'composed');
      const names = (await composed.getSubscriptions())[0].map(({ name }) =>
        name.split('/').at(-1),
      );
      await composed.close();
      expect(names).toEqual(expect.arrayContaining(['pipeline', 'export', 'archive-events']));
      expect(names).not.toContain('validate');
      expect(names).not.toContain('merge-dead-letter');
    });
  });

  describe('what is published', () => {
    test('gets an id each, in order, and arrives as it was', async () => {
      const inbox = new Inbox();
      consume(inbox.handler);
      const before = Date.now();
      const texts = Array.from({ length: 120 }, (_, index) => `message ${index}`);
      const ids = await new PubSubPublisher(pubsub).publish(
        'events',
        texts.map((text) => message(text, { source: 'web' })),
      );
      const received = await inbox.holds(texts.length);
      const byId = new Map(received.map((arrived) => [arrived.id, arrived]));
      expect(ids.map((id) => Buffer.from(byId.get(id)?.data ?? []).toString())).toEqual(texts);
      const [first] = received;
      expect(first?.attributes).toEqual({ source: 'web' });
      expect(first?.publishTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Date.parse(first?.publishTime ?? '')).toBeGreaterThanOrEqual(before - 1000);
    });

    test('is refused as a whole where the topic is not there', async () => {
      const elsewhere = connectPubSub({ projectId: `${projectId}-nowhere` });
      const publishing = new PubSubPublisher(elsewhere).publish('events', [message('lost')]);
      await expect(publishing).rejects.toThrow('did not accept a message for "events"');
      await elsewhere.close();
    });

    test('may be nothing', async () => {
      expect(await new PubSubPublisher(pubsub).publish('events', [])).toEqual([]);
    });
  });

  describe('a subscriber', () => {
    test('delivers again what its handler has rejected, under the same id', async () => {
      const inbox = new Inbox();
      const refused: string[] = [];
      consume(async (messages) => {
        for (const { id } of messages) {
          if (refused.includes(id)) continue;
          refused.push(id);
          throw new Error('not now');
        }
        await inbox.handler(messages);
      });
      const ids = await new PubSubPublisher(pubsub).publish('events', [message('a'), message('b')]);
      const received = await inbox.holds(2);
      expect(received.map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect(refused.sort()).toEqual([...ids].sort());
    });

    test('acknowledges what its handler has when it is closed, and gives back the rest', async () => {
      const [started, release] = [new Inbox(), new Inbox()];
      const finished: string[] = [];
      const close = consume(async (messages) => {
        await started.handler(messages);
        await release.holds(1);
        finished.push(...messages.map(({ id }) => id));
      });
      const texts = Array.from({ length: 12 }, (_, index) => message(`message ${index}`));
      const ids = await new PubSubPublisher(pubsub).publish('events', texts);
      await started.holds(4);
      const closing = close();
      await release.handler([{ ...message('go'), id: 'go', publishTime: '' }]);
      await closing;
      expect(finished).toHaveLength(4);

      const rest = new Inbox();
      consume(rest.handler);
      const delivered = await rest.holds(8);
      const all = [...finished, ...delivered.map(({ id }) => id)];
      expect(all.sort()).toEqual([...ids].sort());
    });
  });
});
