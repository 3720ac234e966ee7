import { once } from 'node:events';
import type { Server } from 'node:http';
import { Firestore } from '@google-cloud/firestore';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type { PubSub } from '@google-cloud/pubsub';
import functionsTest from 'firebase-functions-test';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { ensureTopology } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { subscribe } from '../../shared/adapters/pubsub/subscriber.ts';
import { readTopology } from '../../shared/adapters/pubsub/topology.ts';
import { documentId } from '../../shared/domain/digest.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { profileStore } from '../../shared/runtime/stores.ts';
import { onEmulators } from './on-emulators.ts';

type Functions = 'validate' | 'enrich' | 'merge' | 'pipeline';

onEmulators('functions', ({ projectId }) => {
  const { cleanup, firestore: tools, pubsub: messages } = functionsTest({ projectId });
  const servers = new Map<Functions, Server>();
  let pubsub: PubSub;
  let firestore: Firestore;

  beforeAll(async () => {
    pubsub = connectPubSub({ projectId });
    firestore = new Firestore({ projectId });
    await ensureTopology(pubsub, readTopology(), 'separate');
    await ensureTopology(pubsub, readTopology(), 'composed');
    await import('../../functions/validate/index.ts');
    await import('../../functions/enrich/index.ts');
    await import('../../functions/merge/index.ts');
    await import('../../functions/pipeline/index.ts');
    for (const name of ['validate', 'enrich', 'merge', 'pipeline'] as const) {
      const server = getTestServer(name);
      await once(server.listen(0, '127.0.0.1'), 'listening');
      servers.set(name, server);
    }
  });
  afterAll(async () => {
    for (const server of servers.values()) server.close();
    await profileStore().close();
    await firestore.terminate();
    await pubsub.close();
    cleanup();
  });

  /** Calls a function with a message, as Eventarc does. @returns the status. */
  async function call(name: Functions, content: unknown, messageId: string): Promise<number> {
    const { data } = messages.makeMessage(Buffer.from(JSON.stringify(content)).toString('base64'));
    const address = servers.get(name)?.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
        'ce-source': '//pubsub.googleapis.com/projects/p/topics/t',
        'ce-id': messageId,
      },
      body: JSON.stringify({
        message: {
          data,
          messageId,
          publishTime: '2026-01-01T12:00:00.000Z',
          attributes: { source: 'web' },
        },
        subscription: 'projects/p/subscriptions/s',
      }),
    });
    return response.status;
  }

  /** The next message of a subscription, as JSON. */
  async function nextOf(subscription: string): Promise<unknown> {
    const { promise, resolve, reject } = deferred<Message>();
    const subscriber = subscribe({
      pubsub,
      subscription,
      concurrency: 1,
      handler: async ([message]) => {
        if (message !== undefined) resolve(message);
      },
      onError: reject,
    });
    onTestFinished(() => subscriber.close());
    return JSON.parse(Buffer.from((await promise).data).toString('utf8'));
  }

  const read = async (collection: string, key: string) =>
    (await firestore.doc(`${collection}/${documentId(key)}`).get()).data();

  const login = {
    type: 'identify',
    messageId: 'login',
    userId: 'u1',
    anonymousId: 'a1',
    traits: { email: 'Ana@Example.com', name: 'Ana' },
    context: { page: { url: 'https://shop.example/?utm_source=news' } },
  };

  describe('an event', () => {
    it('goes from function to function into a profile, which the plain client reads', async () => {
      await tools.clearFirestoreData({ projectId });
      expect(await call('validate', [login, { type: 'nonsense' }], 'm1')).toBe(204);
      expect(await nextOf('archive-quarantined')).toMatchObject([
        { rule: 'schema', path: '/type' },
      ]);
      const validated = await nextOf('enrich');
      expect(validated).toMatchObject([{ userId: 'u1', arrival: 'm1/0' }]);
      expect(await call('enrich', validated, 'm2')).toBe(204);
      const enriched = await nextOf('merge');
      expect(enriched).toMatchObject([{ context: { campaign: { source: 'news' } } }]);
      expect(await call('merge', enriched, 'm3')).toBe(204);
      // At least once: a redelivery changes nothing.
      expect(await call('merge', enriched, 'm3')).toBe(204);

      expect(await read('profiles', 'user_id:u1')).toMatchObject({
        identifiers: { user_id: ['u1'], email: ['ana@example.com'], anonymous_id: ['a1'] },
        traits: { name: 'Ana', email: 'Ana@Example.com' },
        events: 1,
        version: 1,
      });
      expect(await read('identities', 'email:ana@example.com')).toMatchObject({
        kind: 'email',
        value: 'ana@example.com',
        profileId: documentId('user_id:u1'),
      });
    });

    it('goes the same way in one step through the composed pipeline', async () => {
      await tools.clearFirestoreData({ projectId });
      expect(await call('pipeline', login, 'm4')).toBe(204);
      expect(await read('profiles', 'user_id:u1')).toMatchObject({ traits: { name: 'Ana' } });
    });

    it('of a hundred concurrent calls for one person is counted once each', async () => {
      await tools.clearFirestoreData({ projectId });
      const calls = Array.from({ length: 100 }, (_, index) =>
        call(
          'pipeline',
          { type: 'track', event: 'Seen', userId: 'u1', messageId: `e${index}` },
          `n${index}`,
        ),
      );
      expect(new Set(await Promise.all(calls))).toEqual(new Set([204]));
      const profile = await read('profiles', 'user_id:u1');
      expect(profile?.['events']).toBe(100);
      // Group commit: far fewer writes of the one hot profile than events.
      expect(profile?.['version']).toBeLessThan(50);
    });
  });

  it('asks for redelivery of what is no message', async () => {
    const address = servers.get('merge')?.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-type': 't',
        'ce-source': '/s',
        'ce-id': '1',
      },
      body: '{}',
    });
    expect(response.status).toBe(500);
  });
});

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
