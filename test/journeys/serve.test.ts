import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cdpJson, runCdp } from '../builders/run-cdp.ts';
import { developmentKey } from '../builders/running-platform.ts';
import { profileWhen, serveCdp } from '../builders/serve-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const authorization = `Basic ${Buffer.from(`${developmentKey}:`).toString('base64')}`;

const post = (
  url: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
) => fetch(url, { method: 'POST', body, headers: { authorization, ...headers } });

describe('cdp serve', () => {
  it('collects over HTTP, answers with the profile, and keeps both over a restart', async () => {
    const { dir, url, child, finished } = await serveCdp();
    const batch = {
      batch: [{ type: 'identify', userId: 'u1', anonymousId: 'a1', traits: { name: 'Ana' } }],
    };
    const answer = await post(`${url}/v1/batch`, gzipSync(JSON.stringify(batch)), {
      'content-encoding': 'gzip',
    });
    expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
    expect(await profileWhen(url, 'anonymous_id:a1')).toMatchObject({
      traits: { name: 'Ana' },
    });
    child.kill('SIGTERM');
    expect(await finished).toMatchObject({ status: 0 });
    expect(await cdpJson(['profile', 'user_id:u1', '--data', dir])).toMatchObject({
      traits: { name: 'Ana' },
    });
    expect(await cdpJson(['reconcile', '--data', dir])).toMatchObject({
      holds: true,
      sources: [{ applied: 1 }],
    });
  });

  it('lets other processes ingest, read and reconcile meanwhile', async () => {
    const { dir, url, child, finished } = await serveCdp();
    const event = JSON.stringify({ type: 'identify', userId: 'u2', traits: { name: 'Bo' } });
    expect(await cdpJson(['ingest', '-', '--data', dir], `${event}\n{broken\n`)).toMatchObject({
      outcomes: { web: { applied: 1, quarantined: 1 } },
    });
    expect(await cdpJson(['profile', 'user_id:u2', '--data', dir])).toMatchObject({
      traits: { name: 'Bo' },
    });
    expect(await cdpJson(['reconcile', '--data', dir])).toMatchObject({ holds: true });
    expect(await cdpJson(['stats', '--url', url])).toMatchObject({
      stages: [{ stage: 'pipeline', events: 2, failures: 0, waited: { count: 1 } }],
      outcomes: { web: { applied: 1, quarantined: 1 } },
      latency: { count: 1 },
    });
    child.kill('SIGTERM');
    await finished;
  });

  it('exports on its schedule', async () => {
    const { dir, url, child, finished } = await serveCdp('--export-every', '1s');
    await post(`${url}/v1/track`, JSON.stringify({ event: 'Seen', userId: 'u3' }));
    const args = ['query', 'SELECT count(*) AS count FROM profiles', '--data', dir, '--json'];
    // The first asks may come before the first export, and the first export before the event.
    let answer = await runCdp(args);
    while (answer.stderr.includes('Not exported yet') || answer.stdout.includes('"count":0'))
      answer = await runCdp(args);
    expect(answer).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(answer.stdout)).toEqual([{ count: 1 }]);
    child.kill('SIGTERM');
    await finished;
  });

  it('refuses what is too large while it streams, also behind gzip', async () => {
    const { url, child, finished } = await serveCdp();
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    expect(bomb.length).toBeLessThan(60_000);
    expect((await post(`${url}/v1/batch`, bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await fetch(`${url}/v1/profiles/nonsense`)).status).toBe(400);
    child.kill('SIGTERM');
    await finished;
  });

  it('says what to do where the port is taken', async () => {
    const { url, child, finished } = await serveCdp();
    const { status, stderr } = await runCdp([
      'serve',
      '--port',
      new URL(url).port,
      '--data',
      await temporaryFolder(),
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain('--port');
    child.kill('SIGTERM');
    await finished;
  });
});
