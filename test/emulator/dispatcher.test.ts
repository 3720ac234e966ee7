import { once } from 'node:events';
import { type CloudEvent, cloudEvent, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type { PubSub } from '@google-cloud/pubsub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Backlog } from '../../shared/adapters/pubsub/backlog.ts';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { dispatch } from '../../shared/adapters/pubsub/dispatcher.ts';
import { ensureTopology, subscriptionsFor } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { parseTopology, readTopology } from '../../shared/adapters/pubsub/topology.ts';
import type { Publisher } from '../../shared/ports/event-bus.ts';
import { decodePubSub } from '../../shared/runtime/decode-pubsub.ts';
import { Inbox } from './inbox.ts';
import { onEmulators } from './on-emulators.ts';

const message = (text: string, attributes: Record<string, string> = {}) => ({
  data: Buffer.from(text),
  attributes,
});
const texts = (count: number) => Array.from({ length: count }, (_, index) => message(`${index}`));

onEmulators('dispatcher', ({ projectId }) => {
  const topology = readTopology();
  let tests = 0;
  let pubsub: PubSub;
  let publisher: Publisher;
  let backlog: Backlog;
  let errors: Error[];
  const cleanups: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    tests += 1;
    errors = [];
    pubsub = connectPubSub({ projectId: `${projectId}-${tests}` });
    await ensureTopology(pubsub, topology, 'separate');
    backlog = new Backlog([
      { name: 'validate', topic: 'events' },
      { name: 'enrich', topic: 'events-validated' },
    ]);
    publisher = backlog.counting(new PubSubPublisher(pubsub));
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    await pubsub.close();
  });

  /** Serves a registered function, and feeds it from the subscription of that name. */
  async function feed(name: string, target = `${name}-${tests}`, concurrency = 10) {
    const server = getTestServer(target).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const subscription = topology.subscriptions.find((candidate) => candidate.name === name);
    if (subscription === undefined) throw new Error(`There is no subscription "${name}".`);
    const url = `http://127.0.0.1:${port}/`;
    const onError = (error: Error) => errors.push(error);
    const dispatcher = dispatch({ pubsub, subscription, url, concurrency, onError, backlog });
    cleanups.push(async () => {
      await dispatcher.close();
      server.close();
      await once(server, 'close');
    });
  }

  const drained = () => backlog.drained(AbortSignal.timeout(30_000));

  test('a function gets each message as a CloudEvent, as from Eventarc', async () => {
    const inbox = new Inbox();
    const events: unknown[] = [];
    cloudEvent(`validate-${tests}`, async (event: CloudEvent<{ subscription: string }>) => {
      const { type, source, id, specversion, data } = event;
      events.push({ type, source, id, specversion, subscription: data?.subscription });
      await inbox.handler([decodePubSub({ data })]);
    });
    await feed('validate');
    const [id = ''] = await publisher.publish('events', [message('{"a":1}', { source: 'web' })]);
    const [received] = await inbox.holds(1);
    expect(received).toMatchObject({ id, attributes: { source: 'web' } });
    expect(Buffer.from(received?.data ?? []).toString()).toBe('{"a":1}');
    expect(events).toEqual([
      {
        type: 'google.cloud.pubsub.topic.v1.messagePublished',
        source: `//pubsub.googleapis.com/projects/${pubsub.projectId}/topics/events`,
        id,
        specversion: '1.0',
        subscription: `projects/${pubsub.projectId}/subscriptions/validate`,
      },
    ]);
    await drained();
    expect(backlog.progress).toEqual({ done: 1, total: 1 });
  });

  test('a message that a function answers with 500 is delivered again', async () => {
    const answers: number[] = [];
    http(`validate-${tests}`, (_, response) => {
      const status = answers.length < 2 ? 500 : 204;
      answers.push(status);
      response.status(status).send(status === 500 ? 'the store is away' : '');
    });
    await feed('validate');
    const [id] = await publisher.publish('events', [message('x')]);
    await drained();
    expect(answers).toEqual([500, 500, 204]);
    expect(errors.map((error) => error.message)).toEqual([
      `The function of subscription "validate" answered 500 to message ${id}: the store is away`,
      `The function of subscription "validate" answered 500 to message ${id}: the store is away`,
    ]);
  });

  test('never more requests are on their way than allowed', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    http(`validate-${tests}`, (_, response) => {
      waiting.push(() => response.status(204).send(''));
      most = Math.max(most, waiting.length);
      // Nobody is answered before three wait, so fewer at once would never be done.
      if (waiting.length >= 3) for (const answer of waiting.splice(0)) answer();
    });
    await feed('validate', `validate-${tests}`, 3);
    await publisher.publish('events', texts(60));
    await drained();
    expect(most).toBe(3);
  });

  test('a backlog is drained when the last stage is done with what the first has published', async () => {
    const inbox = new Inbox();
    cloudEvent(`validate-${tests}`, async ({ data }: CloudEvent<unknown>) => {
      const { data: content } = decodePubSub({ data });
      await publisher.publish('events-validated', [{ data: content }, { data: content }]);
    });
    cloudEvent(`enrich-${tests}`, async ({ data }: CloudEvent<unknown>) =>
      inbox.handler([decodePubSub({ data })]),
    );
    await feed('validate');
    await feed('enrich');
    await publisher.publish('events', texts(50));
    await drained();
    expect(backlog.progress).toEqual({ done: 150, total: 150 });
    const received = (await inbox.holds(100)).map(({ data }) => Buffer.from(data).toString());
    expect(new Set(received).size).toBe(50);
    expect(errors).toEqual([]);
  });

  test('a backlog that nobody takes is not drained, and says what is left', async () => {
    await publisher.publish('events', texts(3));
    const signal = AbortSignal.timeout(50);
    await expect(backlog.drained(signal)).rejects.toThrow('Not drained: 3 for "validate".');
  });

  test('a message that fails over and over ends in the dead letter, with all it had', async () => {
    const impatient = parseTopology({
      topics: topology.topics,
      subscriptions: topology.subscriptions
        .filter(({ name }) => name.startsWith('enrich'))
        .map(({ retryPolicy, deadLetterPolicy, ...subscription }) => ({
          ...subscription,
          ...(deadLetterPolicy && {
            deadLetterPolicy: { ...deadLetterPolicy, maxDeliveryAttempts: 5 },
          }),
        })),
    });
    await pubsub.close();
    pubsub = connectPubSub({ projectId: `${projectId}-impatient` });
    await ensureTopology(pubsub, impatient, 'separate');
    http(`enrich-${tests}`, (_, response) => {
      response.status(500).send('');
    });
    cloudEvent(`dead-${tests}`, async ({ data }: CloudEvent<unknown>) =>
      inbox.handler([decodePubSub({ data })]),
    );
    const inbox = new Inbox();
    await feed('enrich');
    await feed('enrich-dead-letter', `dead-${tests}`);
    const direct = new PubSubPublisher(pubsub);
    await direct.publish('events-validated', [message('poison', { source: 'web' })]);
    const [dead] = await inbox.holds(1);
    expect(Buffer.from(dead?.data ?? []).toString()).toBe('poison');
    expect(dead?.attributes).toMatchObject({
      source: 'web',
      CloudPubSubDeadLetterSourceSubscription: 'enrich',
    });
    expect(errors).toHaveLength(5);
  });

  test('the functions of either deployment have their subscriptions', () => {
    const pushed = (stages: 'separate' | 'composed') =>
      subscriptionsFor(topology, stages)
        .filter(({ delivery }) => delivery === 'push')
        .map(({ name }) => name);
    const both = ['export', 'sweep', 'activate', 'activate-profiles', 'deliver'];
    expect(pushed('separate')).toEqual(['validate', 'enrich', 'merge', ...both]);
    expect(pushed('composed')).toEqual(['pipeline', ...both]);
  });
});
