import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { expect, onTestFinished, test } from 'vitest';
import { withoutDomains } from './without-domains.ts';

async function served(name: string): Promise<string> {
  const server = getTestServer(name).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('no promise is followed, and what a function answers or rejects with is answered', async () => {
  withoutDomains();
  let made: Promise<void> | undefined;
  http('answers', async (_request, response) => {
    made = Promise.resolve();
    await made;
    response.send('done');
  });
  http('rejects', async () => {
    await Promise.resolve();
    throw new Error('not now');
  });
  const answers = await fetch(await served('answers'));
  expect([answers.status, await answers.text()]).toEqual([200, 'done']);
  // Node marks each that it follows with the domain.
  expect(Object.hasOwn(made ?? {}, 'domain')).toBe(false);
  expect((await fetch(await served('rejects'))).status).toBe(500);
});
