import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PubSub } from '@google-cloud/pubsub';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { ensureTopology } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { subscribe } from '../../shared/adapters/pubsub/subscriber.ts';
import { readTopology } from '../../shared/adapters/pubsub/topology.ts';
import type { QuarantineRecord } from '../../shared/domain/event/quarantine.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { archiveMessages } from '../builders/avro-archive.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { LocalGoogleCloud } from '../builders/local-google-cloud.ts';
import { mainJson } from '../builders/main-json.ts';
import { aMessage } from '../builders/messages.ts';

import { temporaryFolder } from '../builders/temporary-folder.ts';
import { Inbox } from './inbox.ts';
import { onEmulators } from './on-emulators.ts';

const config = { sources: { web: {} } };
const bucket = 'archive';
const order = (messageId: string, revenue: number) => ({
  type: 'track',
  event: 'Order Completed',
  userId: 'u1',
  messageId,
  properties: { order_id: messageId, revenue, currency: 'USD', products: [] },
});

onEmulators('cloud-archive', ({ projectId }) => {
  let pubsub: PubSub;
  beforeAll(async () => {
    pubsub = connectPubSub({ projectId });
    await ensureTopology(pubsub, readTopology(), 'separate');
  });
  afterAll(() => pubsub.close());

  describe('who works with a deployment', () => {
    it('reconciles, reads the quarantine, replays and backfills from the archive in the bucket', async () => {
      const cloud = await LocalGoogleCloud.start({
        projectId,
        dataset: 'analytics',
        bucket,
        location: 'EU',
      });
      onTestFinished(() => cloud.stop());
      vi.stubEnv('STORAGE_EMULATOR_HOST', cloud.origin);
      vi.stubEnv('CDP_ARCHIVE_BUCKET', bucket);
      const file = join(await temporaryFolder(), 'config.json');
      const common = ['--backend', 'gcp', '--config', file];
      await writeFile(file, JSON.stringify(config));

      const publishTime = new Date(Date.now() - 60_000).toISOString();
      const messages: Message[] = [
        aMessage([order('o1', 3), order('o2', 4)], { id: '1', publishTime }),
        aMessage({ type: 'purchase', userId: 'u1', messageId: 'bad' }, { id: '2', publishTime }),
        aMessage(order('o3', 5), { id: '3', publishTime }),
      ];
      const store = new FirestoreProfileStore({ projectId });
      onTestFinished(() => store.close());
      // The third is still on its way.
      const rules = compileRules(config);
      const dealt = await pipeline(messages.slice(0, 2), store, rules, packagedSources);
      const archive = (topic: 'events' | 'outcomes' | 'events-quarantined', archived: Message[]) =>
        archiveMessages(cloud.storage, bucket, topic, publishTime, archived);
      const told = (id: string, content: unknown) => aMessage(content, { id, publishTime });
      await archive('events', messages);
      await archive('outcomes', [told('4', dealt.outcomes), told('5', dealt.outcomes)]);
      await archive('events-quarantined', [told('6', dealt.quarantined)]);

      expect(await mainJson(['reconcile', ...common])).toMatchObject({
        holds: true,
        sources: [{ source: 'web', accepted: 4, applied: 2, quarantined: 1, pending: 1 }],
      });
      expect(await mainJson(['reconcile', '--since', '30s', ...common])).toEqual({
        holds: true,
        sources: [],
      });

      const record = await mainJson<QuarantineRecord>(['quarantine', 'list', ...common]);
      expect(record).toMatchObject({
        state: 'open',
        rule: 'schema',
        path: '/type',
        arrival: '2/0',
      });
      const inbox = new Inbox();
      const subscriber = subscribe({
        pubsub,
        subscription: 'validate',
        handler: inbox.handler,
        concurrency: 1,
        onError: (error) => expect.unreachable(error.message),
      });
      onTestFinished(() => subscriber.close());
      expect(await mainJson(['quarantine', 'replay', record.id, ...common])).toEqual({ sent: 1 });
      expect(await mainJson(['replay', '--since', '1h', ...common])).toEqual({ messages: 3 });
      const [rejected, ...replayed] = await inbox.holds(4);
      expect(rejected?.attributes).toMatchObject({ replayOf: '2/0', replay: 'quarantine' });
      expect(replayed.map(({ attributes }) => attributes['replayOf']).sort()).toEqual([
        '1/0',
        '2/0',
        '3/0',
      ]);

      const traits = { revenue: { sum: 'properties.revenue', of: 'Order Completed' } };
      await writeFile(file, JSON.stringify({ ...config, traits }));
      expect(await mainJson(['backfill', ...common])).toMatchObject({ profiles: 1 });
      const profile = await findProfile(store, { kind: 'user_id', value: 'u1' });
      expect(profile?.view.computed).toEqual({ revenue: 7 });
    }, 120_000);
  });
});
