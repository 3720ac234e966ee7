import type { PubSub } from '@google-cloud/pubsub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { ensureTopology } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { readTopology } from '../../shared/adapters/pubsub/topology.ts';
import type { Passed, PassedBy } from '../../shared/local/passed.ts';
import { watchTopics } from '../../shared/local/watch-topics.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { onEmulators } from './on-emulators.ts';

const rules = compileRules({ sources: { web: {}, shop: {} } });
const events = [
  { type: 'identify', userId: 'u1', messageId: 'm1', traits: { plan: 'pro' } },
  { type: 'purchase', userId: 'u1', messageId: 'm2' },
];

onEmulators('watch', ({ projectId }) => {
  let pubsub: PubSub;
  beforeAll(async () => {
    pubsub = connectPubSub({ projectId });
    await ensureTopology(pubsub, readTopology(), 'separate');
  });
  afterAll(() => pubsub.close());

  const subscriptions = async () => {
    const [all] = await pubsub.getSubscriptions();
    return all.filter(({ name }) => name.includes('/tail-'));
  };

  describe('who watches the topics', () => {
    it('sees each event with its outcome, whichever comes first, and leaves nothing behind', async () => {
      const store = new MemoryProfileStore();
      const ended = new AbortController();
      const watched = watchTopics(pubsub, store, rules, { signal: ended.signal, source: 'web' });
      const seen: (Passed | PassedBy)[] = [];
      const watching = (async () => {
        for await (const item of watched) if (seen.push(item) === 2) break;
      })();
      let made = 0;
      while (made < 3) made = (await subscriptions()).length;

      const publisher = new PubSubPublisher(pubsub);
      const data = Buffer.from(JSON.stringify(events));
      for (const source of ['shop', 'web']) {
        const [id = ''] = await publisher.publish('events', [{ data, attributes: { source } }]);
        const message: Message = {
          id,
          data,
          attributes: { source },
          publishTime: new Date().toISOString(),
        };
        const done = await pipeline([message], store, rules, packagedSources);
        // Twice, as a topic may: each is shown once.
        for (const _ of [1, 2]) {
          await publishBatch(publisher, 'outcomes', done.outcomes);
          await publishBatch(publisher, 'events-quarantined', done.quarantined);
        }
      }
      await watching;
      expect(seen).toHaveLength(2);
      expect(seen).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            source: 'web',
            outcome: 'applied',
            trace: expect.objectContaining({ seen: 'applied' }),
          }),
          expect.objectContaining({
            source: 'web',
            outcome: 'quarantined',
            rejection: expect.objectContaining({ rule: 'schema', path: '/type' }),
          }),
        ]),
      );
      expect(await subscriptions()).toEqual([]);
    });
  });
});
