import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PubSub } from '@google-cloud/pubsub';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { dispatch } from '../../shared/adapters/pubsub/dispatcher.ts';
import { ensureTopology } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { subscribe } from '../../shared/adapters/pubsub/subscriber.ts';
import { functionOf, readTopology } from '../../shared/adapters/pubsub/topology.ts';
import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import type { TributaryConfig } from '../../shared/domain/config/config.ts';
import { type FunctionServer, serveFunction } from '../../shared/local/function-servers.ts';
import { noWrites } from '../../shared/ports/profile-store.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { aSecret } from '../builders/deliveries.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { aMessage } from '../builders/messages.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { aTransition, aView } from '../builders/transitions.ts';
import { webhookReceiver } from '../builders/webhook-receiver.ts';
import { Inbox } from './inbox.ts';
import { onEmulators } from './on-emulators.ts';

onEmulators('activate', ({ projectId }) => {
  let pubsub: PubSub;
  const servers = new Map<string, FunctionServer>();
  let profiles: FirestoreProfileStore;

  beforeAll(async () => {
    pubsub = connectPubSub({ projectId });
    profiles = new FirestoreProfileStore({ projectId });
    await ensureTopology(pubsub, readTopology(), 'separate');
    await pubsub.createTopic('crm-feed');
    await pubsub.createSubscription('crm-feed', 'crm-feed');
  });
  afterAll(async () => {
    for (const server of servers.values()) await server.close();
    const { deliveries } = await (await deployment()).activation();
    await deliveries.close();
    await profiles.close();
    await pubsub.close();
  });

  async function deliveries(): Promise<Delivery[]> {
    const store = (await (await deployment()).activation()).deliveries;
    const all: Delivery[] = [];
    for await (const delivery of store.list({ since: Date.now() - 3_600_000 })) all.push(delivery);
    return all;
  }

  it('brings transitions from Pub/Sub to webhooks and topics, tries again what failed, nothing without consent, and whom the sweep moves', async () => {
    let failures = 1;
    const { url, requests } = await webhookReceiver((response) => {
      failures -= 1;
      response.writeHead(failures >= 0 ? 500 : 204).end();
    });
    const file = join(await temporaryFolder(), 'config.json');
    const traits: TributaryConfig['traits'] = {
      orders_30d: { count: 'Order Completed', window: '30d' },
    };
    const audiences: TributaryConfig['audiences'] = {
      vip: { all: [{ path: 'traits.plan', eq: 'pro' }] },
      recent: { all: [{ path: 'computed.orders_30d', gte: 1 }] },
    };
    const destinations = {
      crm: { webhook: url, secret: aSecret, audiences: ['vip', 'recent'], consent: 'marketing' },
      feed: { topic: 'crm-feed', audiences: ['vip'], consent: 'marketing', ordered: true },
    };
    const config: TributaryConfig = { sources: { web: {} }, traits, audiences, destinations };
    await writeFile(file, JSON.stringify(config));
    vi.stubEnv('CDP_CONFIG', file);
    const views = [aView('ana'), aView('bo', { consent: { marketing: false } })];
    await profiles.transact(async () => {
      const putProfiles = views.map((view) => {
        return { profileId: view.profileId, view, core: Buffer.from(''), version: 1 };
      });
      return { writes: { ...noWrites, putProfiles }, result: undefined };
    });

    servers.set('activate', await serveFunction('activate'));
    servers.set('sweep', await serveFunction('sweep'));
    for (const subscription of readTopology().subscriptions) {
      const server = servers.get(functionOf(subscription));
      if (server === undefined || subscription.delivery !== 'push') continue;
      const errors: Error[] = [];
      const onError = (error: Error) => errors.push(error);
      const dispatcher = dispatch({
        pubsub,
        subscription,
        url: server.url,
        concurrency: 4,
        onError,
      });
      onTestFinished(async () => {
        await dispatcher.close();
        // What is not due yet was sent back, and that is no failure.
        expect(errors).toEqual([]);
      });
    }
    const feed = new Inbox();
    const onError = () => {};
    const options = { pubsub, subscription: 'crm-feed', concurrency: 1, handler: feed.handler };
    const subscriber = subscribe({ ...options, onError });
    onTestFinished(() => subscriber.close());

    const publisher = new PubSubPublisher(pubsub);
    await publishBatch(publisher, 'audience-changes', [aTransition('ana'), aTransition('bo')]);
    const isSettled = (all: readonly Delivery[]) =>
      all.length === 4 && all.every(({ state }) => state !== 'pending');
    let all = await deliveries();
    while (!isSettled(all)) all = await deliveries();

    const states = all.map(({ destination, state }) => `${destination} ${state}`).sort();
    expect(states).toEqual([
      'crm delivered',
      'crm no-consent',
      'feed delivered',
      'feed no-consent',
    ]);
    expect(requests).toHaveLength(2);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const { body, headers } of requests) {
      const verified = new Webhook(aSecret).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({
        type: 'audience.entered',
        data: { audience: 'vip', profile: { identifiers: { user_id: ['ana'] } } },
      });
    }
    const [message] = await feed.holds(1);
    expect(message?.attributes).toMatchObject({ type: 'audience.entered', audience: 'vip' });
    expect(JSON.parse(Buffer.from(message?.data ?? []).toString('utf8'))).toMatchObject({
      data: { profileId: aView('ana').profileId },
    });

    // Somebody whose one order was recent a month ago, and is so no more: nobody has looked since.
    const then = Date.now() - 31 * 86_400_000;
    const order = {
      type: 'track',
      event: 'Order Completed',
      userId: 'cy',
      messageId: 'order',
      properties: { order_id: 'o1', currency: 'USD', products: [] },
      context: { consent: { categoryPreferences: { marketing: true } } },
    };
    const placed = aMessage(order, { publishTime: new Date(then).toISOString() });
    const rules = compileRules(config);
    const { transitions } = await pipeline([placed], profiles, rules, packagedSources, () => then);
    expect(transitions).toMatchObject([{ type: 'entered', audience: 'recent' }]);
    await publisher.publish('sweep-requests', [{ data: Buffer.from('{}') }]);
    while (requests.length < 3) await deliveries();
    expect(JSON.parse(requests[2]?.body ?? '')).toMatchObject({
      type: 'audience.exited',
      data: { audience: 'recent', profile: { identifiers: { user_id: ['cy'] } } },
    });
  });
});
