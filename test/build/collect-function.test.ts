import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { bundleOf, startFunction } from '../builders/built-functions.ts';
import { memoryOf } from '../builders/memory-of.ts';
import { printed, startCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const authorization = `Basic ${Buffer.from('web-development-key:').toString('base64')}`;

/** A body of 204 KB that is 210 MB when it is inflated. */
const bomb = gzipSync(Buffer.alloc(210_000_000, ' '));

async function embedded(): Promise<{ url: string; pid: number | undefined }> {
  const child = startCdp(['serve', '--port', '0', '--data', await temporaryFolder(), '--json']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const { url } = JSON.parse(await printed(child, '\n')) as { url: string };
  return { url: `${url}/`, pid: child.pid };
}

const post = (
  url: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
) => fetch(url, { method: 'POST', body, headers: { authorization, ...headers } });

/** @returns by how many bytes the bombs have made a process grow, at most. */
async function bombard(url: string, pid: number | undefined): Promise<number> {
  const gzip = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  // What the process needs for any request, it has by then.
  for (let warm = 0; warm < 20; warm += 1) {
    const answer = await post(`${url}v1/batch`, gzipSync('{"batch": []}'), gzip);
    expect(answer.status).toBe(400);
  }
  const { now } = await memoryOf(pid);
  for (const path of ['v1/batch', 'v1/track', 'v1/elsewhere', '']) {
    const answer = await post(`${url}${path}`, bomb, gzip);
    expect([400, 404, 413, 415]).toContain(answer.status);
  }
  return (await memoryOf(pid)).peak - now;
}

test('210 MB in 204 KB of gzip cost the function as it is deployed less than 20 MB', async () => {
  expect(bomb.length).toBeLessThan(210_000);
  const { url, child } = await startFunction(await bundleOf('collect'), 'collect', 'http');
  expect(await bombard(url, child.pid)).toBeLessThan(20_000_000);
});

test('they cost no more of the embedded server', async () => {
  const { url, pid } = await embedded();
  expect(await bombard(url, pid)).toBeLessThan(20_000_000);
});

test('a deployed function takes no key that is not hashed, and says so', async () => {
  const dir = await temporaryFolder();
  const config = join(dir, 'config.json');
  const hash = 'sha256:4a4d6c4bd8ebe1e2b1eccf0ff3d0bd3b8b6ee1f9d3a6ab2c0ae0ac2ba7b0e9f8';
  const sources = { web: { writeKeys: ['plain-key', hash] } };
  await writeFile(config, JSON.stringify({ sources }));
  const env = { K_SERVICE: 'collect', CDP_CONFIG: config };
  const { url, child } = await startFunction(await bundleOf('collect'), 'collect', 'http', env);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  expect((await fetch(`${url}v1/projects/plain-key/settings`)).status).toBe(404);
  expect(stderr).toContain('The write key of web is not hashed');
  expect(stderr).toContain('cdp key create');
});
