import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CloudEvent, HTTP } from 'cloudevents';
import { expect, it, onTestFinished } from 'vitest';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { ensureTopology } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { subscribe } from '../../shared/adapters/pubsub/subscriber.ts';
import { readTopology } from '../../shared/adapters/pubsub/topology.ts';
import { hashOfKey } from '../../shared/domain/source/write-key.ts';
import { bundleOf, startFunction } from '../builders/built-functions.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { Inbox } from './inbox.ts';
import { onEmulators } from './on-emulators.ts';

const authorization = `Basic ${Buffer.from('a-long-key:').toString('base64')}`;
const event = { event: 'Seen', userId: 'u1' };

onEmulators('collect', ({ projectId }) => {
  /** The function as Cloud Run starts it, and what it publishes. */
  async function deploy() {
    const pubsub = connectPubSub({ projectId });
    await ensureTopology(pubsub, readTopology(), 'separate');
    const inbox = new Inbox();
    const subscriber = subscribe({
      pubsub,
      subscription: 'archive-events',
      concurrency: 10,
      handler: inbox.handler,
      onError: () => {},
    });
    onTestFinished(async () => {
      await subscriber.close();
      await pubsub.close();
    });
    const config = join(await temporaryFolder(), 'config.json');
    await writeFile(
      config,
      JSON.stringify({ sources: { web: { writeKey: hashOfKey('a-long-key') } } }),
    );
    const env = { K_SERVICE: 'collect', CDP_CONFIG: config };
    const { url } = await startFunction(await bundleOf('collect'), 'collect', 'http', env);
    return { url, inbox, pubsub };
  }

  it('publishes what it answers 200 to, with the address that the trusted proxy saw', async () => {
    const { url, inbox, pubsub } = await deploy();
    const post = (
      path: string,
      body: NonNullable<RequestInit['body']>,
      headers: Record<string, string>,
    ) => fetch(`${url}${path}`, { method: 'POST', body, headers: { authorization, ...headers } });

    const single = await post('v1/track', JSON.stringify(event), {
      'content-type': 'text/plain',
      'x-forwarded-for': '6.6.6.6, 203.0.113.9',
    });
    expect([single.status, await single.json()]).toEqual([200, { success: true }]);
    const batch = gzipSync(JSON.stringify({ batch: [event, event] }));
    const gzip = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    expect((await post('v1/batch', batch, gzip)).status).toBe(200);
    const cloudEvent = new CloudEvent({
      id: '1',
      type: 'com.example.page',
      source: '/shop',
      data: event,
    });
    const { headers, body } = HTTP.binary(cloudEvent);
    expect((await post('', String(body), headers as Record<string, string>)).status).toBe(200);

    const messages = await inbox.holds(3);
    const contents = messages.map(({ data }) => JSON.parse(Buffer.from(data).toString()));
    expect(contents).toHaveLength(3);
    expect(contents).toContainEqual({ ...event, type: 'track' });
    expect(contents).toContainEqual({ batch: [event, event] });
    expect(contents).toContainEqual(expect.objectContaining({ specversion: '1.0', data: event }));
    const addressed = messages.filter(({ attributes }) => attributes['clientIp'] !== undefined);
    expect(addressed.map(({ attributes }) => attributes)).toEqual([
      { source: 'web', receivedAt: expect.any(String), clientIp: '203.0.113.9' },
    ]);

    // What the bus does not take is not collected.
    await pubsub.topic('events').delete();
    const refused = await post('v1/track', JSON.stringify(event), {});
    expect([refused.status, await refused.json()]).toEqual([
      503,
      { success: false, error: expect.stringContaining('send them again') },
    ]);
  }, 180_000);
});
