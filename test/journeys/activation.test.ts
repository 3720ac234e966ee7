import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { EventLog } from '../../shared/adapters/embedded/event-log.ts';
import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import type { DestinationConfig } from '../../shared/domain/activation/destination-config.ts';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import { readConfig } from '../../shared/runtime/load-config.ts';
import { aSecret } from '../builders/deliveries.ts';
import {
  cdpJson,
  checkout,
  collectOutput,
  printed,
  runCdp,
  startCdp,
} from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { webhookReceiver } from '../builders/webhook-receiver.ts';

let dir: string;
let config: string;

beforeEach(async () => {
  dir = await temporaryFolder();
  config = join(dir, 'config.json');
});

const audiences = { vip: { all: [{ path: 'traits.plan', eq: 'pro' }] } };

const configure = (destinations: Record<string, DestinationConfig>) =>
  writeFile(config, JSON.stringify({ sources: { web: {} }, audiences, destinations }));

const crm = (url: string, more: Partial<DestinationConfig> = {}): DestinationConfig => ({
  webhook: url,
  secret: aSecret,
  audiences: ['vip'],
  consent: 'marketing',
  ...more,
});

const cdp = <T>(...args: string[]): Promise<T> =>
  cdpJson<T>([...args, '--data', dir, '--config', config]);

/** A customer on a plan, with or without consent to marketing. */
const customer = (userId: string, plan: string, marketing: boolean) =>
  JSON.stringify({
    type: 'identify',
    messageId: `${userId}-${plan}`,
    userId,
    traits: { plan },
    context: { consent: { categoryPreferences: { marketing } } },
  });

/** The platform on the data folder of the test, in this process: a command takes its time to start. */
async function onPlatform<T>(
  work: (platform: EmbeddedPlatform) => Promise<T>,
  clock = Date.now,
): Promise<T> {
  const platform = new EmbeddedPlatform({ config: await readConfig(config), dir, clock });
  try {
    return await work(platform);
  } finally {
    await platform.close();
  }
}

const ingest = (...lines: string[]): Promise<void> =>
  onPlatform(async (platform) => {
    const data = lines.map((line) => ({ data: Buffer.from(line), attributes: { source: 'web' } }));
    await platform.publish(data);
    await platform.drain();
  });

const drain = (clock = Date.now): Promise<void> =>
  onPlatform(async (platform) => (await platform.activation()).drain(), clock);

/** Starts the receiver of the examples, as its first lines say. */
async function exampleReceiver(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['examples/webhook-receiver/receiver.mjs'], {
    cwd: checkout,
    env: { ...process.env, CRM_SECRET: aSecret, PORT: '0' },
  });
  onTestFinished(() => {
    child.kill();
  });
  const url = /http:\S+/.exec(await printed(child, '\n'))?.[0] ?? '';
  return { url, child };
}

describe('activation', { timeout: 180_000 }, () => {
  it('brings those with consent into the audience of a receiver, once, and says what went where', async () => {
    const { url, child } = await exampleReceiver();
    await configure({ crm: crm(url) });
    let heard = '';
    child.stdout?.on('data', (text: string) => {
      heard += text;
    });
    await ingest(customer('ana', 'pro', true), customer('bo', 'pro', false));
    expect(await cdp('deliveries', 'drain')).toEqual({ delivered: 1, 'no-consent': 1 });
    const listed = await cdp<Delivery[]>('deliveries');
    expect(listed.map(({ state }) => state).sort()).toEqual(['delivered', 'no-consent']);
    const [delivered] = await cdp<Delivery[]>('deliveries', '--state', 'delivered');
    expect(delivered).toMatchObject({ destination: 'crm', attempts: 1, last: { status: 204 } });
    expect(
      heard
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        id: delivered?.id,
        type: 'audience.entered',
        audience: 'vip',
        profileId: delivered?.subject.profileId,
      },
    ]);
    const { stdout } = await runCdp(['deliveries', '--data', dir, '--config', config]);
    expect(stdout).toContain('audience.entered vip');
    expect(stdout).toContain('No consent to marketing.');
  });

  it('tries again what failed, and what is retried by hand arrives with the same id', async () => {
    let isUp = false;
    const { url, requests } = await webhookReceiver((response) => {
      response.writeHead(isUp ? 200 : 503).end('down for maintenance');
    });
    await configure({ crm: crm(url) });
    await ingest(customer('ana', 'pro', true));
    await drain();
    const [failed] = await cdp<Delivery[]>('deliveries', '--destination', 'crm');
    const id = failed?.id ?? '';
    const shown = await runCdp(['deliveries', 'show', id, '--data', dir, '--config', config]);
    expect(shown.stdout).toContain('It answered 503: down for maintenance');
    isUp = true;
    expect(await cdp('deliveries', 'retry', '--failed')).toEqual({ retried: [id] });
    await drain();
    expect(requests).toHaveLength(2);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
    for (const { body, headers } of requests) {
      new Webhook(aSecret).verify(body, headers as Record<string, string>);
    }
    const again = await runCdp(['deliveries', 'retry', id, '--data', dir, '--config', config]);
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('is delivered')]);
  });

  it('disables a receiver that is gone, and sends what it missed when it is enabled', async () => {
    let status = 410;
    const { url, requests } = await webhookReceiver((response) => response.writeHead(status).end());
    await configure({ crm: crm(url) });
    await ingest(customer('ana', 'pro', true));
    await drain();
    expect(await cdp('destination', 'list')).toMatchObject([{ name: 'crm', state: 'disabled' }]);
    await ingest(customer('bo', 'pro', true));
    await drain();
    expect(requests).toHaveLength(1);
    status = 200;
    await cdp('destination', 'enable', 'crm');
    await cdp('deliveries', 'retry', '--state', 'disabled');
    expect(await cdp('deliveries', 'drain')).toEqual({ delivered: 2 });
  });

  it('goes on where it was killed, with the same ids', async () => {
    // It takes what it gets, but never says so: each delivery is under way when the process dies.
    const { url, requests } = await webhookReceiver((response) => {
      if (requests.length > 5) response.end();
    });
    await configure({ crm: crm(url, { timeout: '1s' }) });
    const names = ['ana', 'bo', 'cy', 'di', 'ed'];
    const child = startCdp(['serve', '--port', '0', '--data', dir, '--config', config, '--json']);
    const ended = collectOutput(child);
    await printed(child, '\n');
    await ingest(...names.map((name) => customer(name, 'pro', true)));
    while (requests.length < 5) await new Promise(setImmediate);
    child.kill('SIGKILL');
    await ended;
    const before = requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(before).size).toBe(5);
    // What was under way is due again when its lease is over.
    await drain(() => Date.now() + 120_000);
    const after = requests.slice(5).map(({ headers }) => headers['webhook-id']);
    expect(new Set(after)).toEqual(new Set(before));
    const delivered = await cdp<Delivery[]>('deliveries', '--state', 'delivered');
    expect(delivered.map(({ id }) => id).sort()).toEqual([...new Set(before)].sort());
  });

  it('tests a destination, and says what to mend', async () => {
    const { url, requests } = await webhookReceiver();
    await configure({ crm: crm(url), feed: { topic: 'crm-feed', audiences: ['vip'] } });
    expect(await cdp('destination', 'test', 'crm')).toMatchObject({
      kind: 'delivered',
      status: 200,
    });
    const [request] = requests;
    const verified = new Webhook(aSecret).verify(
      request?.body ?? '',
      request?.headers as Record<string, string>,
    );
    expect(verified).toMatchObject({ type: 'destination.test', data: { destination: 'crm' } });

    await cdp('destination', 'test', 'feed');
    const feed = new EventLog(dir, Date.now, 'destinations/crm-feed');
    const published: unknown[] = [];
    for await (const { messages } of feed.readAll()) published.push(...messages);
    expect(published).toMatchObject([{ attributes: { type: 'destination.test' } }]);

    const unauthorised = await webhookReceiver((response) => response.writeHead(401).end());
    await configure({ crm: crm(unauthorised.url) });
    const failed = await runCdp(['destination', 'test', 'crm', '--data', dir, '--config', config]);
    expect(failed).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('It answered 401'),
      stderr: expect.stringContaining('same secret'),
    });
    const unknown = await runCdp(['destination', 'test', 'x', '--data', dir, '--config', config]);
    expect(unknown).toMatchObject({ status: 2, stderr: expect.stringContaining('there are crm') });
  });

  it('refuses a configuration that makes no sense, and says what to change', async () => {
    await configure({ crm: crm('https://crm.example', { audiences: ['vips'] }) });
    const { status, stderr } = await runCdp([
      'destination',
      'list',
      '--config',
      config,
      '--data',
      dir,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain('The destination "crm" wants the audience "vips", but there are vip.');
  });

  it('tells a new destination of those who are members already, and of each but once', async () => {
    const { url, requests } = await webhookReceiver();
    await configure({});
    await ingest(
      customer('ana', 'pro', true),
      customer('bo', 'pro', false),
      customer('cy', 'free', true),
    );
    await drain();
    await configure({ crm: crm(url) });
    // She enters while the destination is there, and is told of as ever.
    await ingest(customer('di', 'pro', true));
    await drain();
    expect(requests).toHaveLength(1);

    const sync = () => cdp('destination', 'sync', 'crm');
    expect(await sync()).toEqual({ destination: 'crm', members: 3, accepted: 2 });
    expect(await sync()).toEqual({ destination: 'crm', members: 3, accepted: 0 });
    expect(requests.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'audience.entered', data: { profile: { identifiers: { user_id: ['di'] } } } },
      { type: 'audience.entered', data: { profile: { identifiers: { user_id: ['ana'] } } } },
    ]);
    const deliveries = await cdp<Delivery[]>('deliveries');
    expect(deliveries.map(({ state }) => state).sort()).toEqual([
      'delivered',
      'delivered',
      'no-consent',
    ]);

    // Who leaves and enters again has entered anew: that was told, and is no matter of a sync.
    await ingest(customer('ana', 'free', true));
    await ingest(customer('ana', 'pro', true).replace('ana-pro', 'ana-again'));
    await drain();
    expect(await sync()).toEqual({ destination: 'crm', members: 3, accepted: 0 });
    expect(requests).toHaveLength(4);
  }, 60_000);
});
