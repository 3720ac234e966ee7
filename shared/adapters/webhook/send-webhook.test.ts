import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { aSecret } from '../../../test/builders/deliveries.ts';
import { webhookReceiver } from '../../../test/builders/webhook-receiver.ts';
import { parseSecret } from '../../domain/activation/webhook-signature.ts';
import type { Dispatch } from '../../ports/send.ts';
import type { HostAddress } from './public-address.ts';
import { webhookSender } from './send-webhook.ts';

const body = JSON.stringify({ type: 'audience.entered', data: { name: 'Zoë 🛒' } });
const dispatch = (): Dispatch => ({ id: 'delivery-1', body, attributes: {}, at: Date.now() });
const secrets = [parseSecret(aSecret)];
const inDevelopment = webhookSender({ allowPrivate: true });

const target = (url: string, timeoutMs = 10_000) => ({ url, secrets, timeoutMs });

describe('a webhook', () => {
  test('is verified by the Standard Webhooks library, with the old key and the new one', async () => {
    const { url, requests } = await webhookReceiver();
    const another = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
    const keys = [parseSecret(aSecret), parseSecret(another)];
    const added = { authorization: 'Bearer t', 'webhook-id': 'not mine' };
    const to = { url, secrets: keys, headers: added, timeoutMs: 10_000 };
    const result = await inDevelopment(to, dispatch());
    expect(result).toMatchObject({ kind: 'delivered', status: 200 });
    const [request] = requests;
    expect(request).toMatchObject({ path: '/hook', method: 'POST', body });
    const headers = request?.headers as Record<string, string>;
    expect(headers).toMatchObject({
      authorization: 'Bearer t',
      'webhook-id': 'delivery-1',
      'content-type': 'application/json',
    });
    for (const secret of [aSecret, another]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    }
    const strange = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    expect(() => new Webhook(strange).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(aSecret).verify(`${body} `, headers)).toThrow('No matching signature');
  });

  test.each([
    [204, {}, { kind: 'delivered', status: 204 }],
    [410, {}, { kind: 'gone', status: 410 }],
    [500, {}, { kind: 'failed', status: 500, error: 'It answered 500: said so twice' }],
    [404, {}, { kind: 'failed', status: 404 }],
    [429, { 'retry-after': '120' }, { kind: 'failed', retryAfterMs: 120_000 }],
    [503, { 'retry-after': 'soon' }, { kind: 'failed', status: 503 }],
  ])('that is answered %i %j is %j', async (status, headers, expected) => {
    const { url } = await webhookReceiver((response) => {
      response.writeHead(status, headers);
      response.end(status === 204 ? undefined : 'said so\r\n\u0007\ttwice');
    });
    expect(await inDevelopment(target(url), dispatch())).toMatchObject(expected);
  });

  test('respects a Retry-After that is a date', async () => {
    const at = new Date(Date.now() + 3_600_000).toUTCString();
    const { url } = await webhookReceiver((response) => {
      response.writeHead(503, { 'retry-after': at }).end();
    });
    const result = await inDevelopment(target(url), dispatch());
    const { retryAfterMs = 0 } = result.kind === 'failed' ? result : {};
    expect(retryAfterMs).toBeGreaterThan(3_590_000);
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
  });

  test('follows no redirect, and says where it would have gone', async () => {
    const inside = await webhookReceiver();
    const { url } = await webhookReceiver((response) => {
      response.writeHead(307, { location: inside.url }).end();
    });
    expect(await inDevelopment(target(url), dispatch())).toMatchObject({
      kind: 'failed',
      status: 307,
      error: expect.stringContaining(`(307) to ${inside.url}`),
    });
    expect(inside.connections()).toBe(0);
  });

  test('waits no longer than its timeout, for the head of an answer or for the rest', async () => {
    const silent = await webhookReceiver(() => {});
    const slow = await webhookReceiver((response) => {
      response.writeHead(200).write('and');
    });
    for (const { url } of [silent, slow]) {
      expect(await inDevelopment(target(url, 300), dispatch())).toMatchObject({
        kind: 'failed',
        error: 'It gave no answer within 0.3 s.',
      });
    }
  });

  test('reads no more than it needs of an endless answer', async () => {
    const { url } = await webhookReceiver((response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(16 * 1024, 'a');
      const write = () => {
        while (response.write(chunk));
      };
      response.on('drain', write);
      write();
    });
    expect(await inDevelopment(target(url), dispatch())).toMatchObject({ kind: 'delivered' });
  });

  test('that nobody takes has failed, with the reason', async () => {
    const { url } = { url: 'http://127.0.0.1:1/hook' };
    expect(await inDevelopment(target(url), dispatch())).toMatchObject({
      kind: 'failed',
      error: expect.stringContaining('ECONNREFUSED'),
    });
    const unknown = webhookSender({
      allowPrivate: true,
      resolve: async () => Promise.reject(new Error('getaddrinfo ENOTFOUND crm.example')),
    });
    expect(await unknown(target('http://crm.example/hook'), dispatch())).toMatchObject({
      kind: 'failed',
      error: "It can't be reached: getaddrinfo ENOTFOUND crm.example",
    });
  });

  test('goes to the address that was looked up, under the name that was asked for', async () => {
    const { port, requests } = await webhookReceiver();
    const send = webhookSender({
      allowPrivate: true,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    const url = `http://crm.example:${port}/hook`;
    expect(await send(target(url), dispatch())).toMatchObject({ kind: 'delivered' });
    expect(requests[0]?.headers.host).toBe(`crm.example:${port}`);
  });
});

describe('outside of development, a webhook', () => {
  const resolving = (...answers: HostAddress[][]) => {
    let asked = 0;
    return {
      times: () => asked,
      resolve: async () => {
        const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
        asked += 1;
        return answer;
      },
    };
  };
  const loopback = { address: '127.0.0.1', family: 4 };

  test.each([
    ['http://crm.example/hook', 'is not https'],
    ['https://crm.example:22/hook', 'Port 22'],
    ['https://127.0.0.1/hook', 'no address of the Internet'],
    ['https://2130706433/hook', '127.0.0.1'],
    ['https://0x7f.1/hook', '127.0.0.1'],
    ['https://[::1]/hook', 'no address of the Internet'],
    ['https://[::ffff:10.0.0.1]/hook', 'no address of the Internet'],
    ['https://[64:ff9b::169.254.169.254]/hook', 'no address of the Internet'],
    ['https://169.254.169.254/computeMetadata/v1/', 'no address of the Internet'],
  ])('to %s is refused: %s', async (url, reason) => {
    const send = webhookSender({ allowPrivate: false });
    expect(await send(target(url), dispatch())).toMatchObject({
      kind: 'failed',
      error: expect.stringContaining(reason),
    });
  });

  test('to a name with one private address among public ones is refused', async () => {
    const { port, connections } = await webhookReceiver();
    const { resolve } = resolving([{ address: '93.184.216.34', family: 4 }, loopback]);
    const send = webhookSender({ allowPrivate: false, resolve });
    expect(await send(target(`https://crm.example:${port}/hook`), dispatch())).toMatchObject({
      kind: 'failed',
      error: expect.stringContaining('crm.example is 127.0.0.1'),
    });
    expect(connections()).toBe(0);
  });

  test('is not led inside by a name that is public when it is checked and private when it is connected to', async () => {
    const { port, connections } = await webhookReceiver();
    const { resolve, times } = resolving([{ address: '93.184.216.34', family: 4 }], [loopback]);
    const send = webhookSender({ allowPrivate: false, resolve });
    const result = await send(target(`https://crm.example:${port}/hook`, 500), dispatch());
    expect(result).toMatchObject({ kind: 'failed' });
    expect([times(), connections()]).toEqual([1, 0]);
  });
});
