import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cdpJson, runCdp } from '../builders/run-cdp.ts';
import { runPlatform } from '../builders/running-platform.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

interface Created {
  source: string;
  key: string;
  hash: string;
}

const send = async (url: string, key: string): Promise<number> => {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const body = JSON.stringify({ userId: 'u1', event: 'Seen' });
  return (await fetch(`${url}/v1/track`, { method: 'POST', headers: { authorization }, body }))
    .status;
};

it('a key that was created opens its source by its hash, and beside the next one', async () => {
  const [old, next] = [
    await cdpJson<Created>(['key', 'create', '--source', 'shop']),
    await cdpJson<Created>(['key', 'create', '--source', 'shop']),
  ];
  expect(old).toEqual({
    source: 'shop',
    key: expect.stringMatching(/^[\w-]{32}$/),
    hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  });
  const { url } = await runPlatform({ sources: { shop: { writeKeys: [old.hash, next.hash] } } });
  expect(await send(url, old.key)).toBe(200);
  expect(await send(url, next.key)).toBe(200);
  expect(await send(url, old.hash)).toBe(401);

  const rotated = await runPlatform({ sources: { shop: { writeKeys: [next.hash] } } });
  expect(await send(rotated.url, old.key)).toBe(401);
  expect(await send(rotated.url, next.key)).toBe(200);
});

it('people are told to keep the key, and where its hash goes', async () => {
  const { status, stdout } = await runCdp(['key', 'create']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/keep it now[\s\S]*writeKeys: \['sha256:[0-9a-f]{64}'\]/);
});

it('a configuration with a key that is none is refused, with what to do', async () => {
  const dir = await temporaryFolder();
  const config = join(dir, 'config.json');
  await writeFile(config, JSON.stringify({ sources: { web: { writeKey: 'sha256:abc' } } }));
  const { status, stderr } = await runCdp(['reconcile', '--config', config, '--data', dir]);
  expect(status).toBe(1);
  expect(stderr).toContain('cdp key create');
});
