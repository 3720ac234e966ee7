import { describe, expect, it } from 'vitest';
import { type CollectRequest, collect, limits } from './collect.ts';

const sources = {
  web: { writeKey: 'web-key' },
  app: { writeKey: 'app-key' },
  files: {},
  empty: { writeKey: '' },
};

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

const request = (parts: Partial<CollectRequest> & { json?: unknown }): CollectRequest => ({
  method: 'POST',
  path: '/v1/track',
  authorization: basic('web-key'),
  receivedAt: '2026-01-01T12:00:00.000Z',
  body: Buffer.from(JSON.stringify(parts.json ?? { event: 'Seen', userId: 'u1' })),
  ...parts,
});

describe('collect', () => {
  it.each([
    ['/v1/track', 'track'],
    ['/v1/t', 'track'],
    ['/v1/identify', 'identify'],
    ['/v1/g/', 'group'],
  ])(
    'publishes a call to %s as an event of the type %s, from the source of its key',
    (path, type) => {
      const collected = collect(
        request({ path, json: { userId: 'u1', writeKey: 'secret' } }),
        sources,
      );
      if (collected.status !== 200) throw new Error(collected.error);
      expect(JSON.parse(Buffer.from(collected.message.data).toString())).toEqual({
        userId: 'u1',
        type,
      });
      expect(collected.message.attributes).toEqual({
        source: 'web',
        receivedAt: '2026-01-01T12:00:00.000Z',
      });
    },
  );

  it('publishes a batch as one message', () => {
    const json = { batch: [{ type: 'track' }, { type: 'page' }], sentAt: '2026-01-01T11:59:00Z' };
    const collected = collect(request({ path: '/v1/batch', json }), sources);
    if (collected.status !== 200) throw new Error(collected.error);
    expect(JSON.parse(Buffer.from(collected.message.data).toString())).toEqual(json);
  });

  it('takes the write key of the body where the header has none', () => {
    const { authorization: _, ...bare } = request({ json: { event: 'Seen', writeKey: 'app-key' } });
    const collected = collect(bare, sources);
    expect(collected.status === 200 && collected.message.attributes?.['source']).toBe('app');
  });

  it.each<[string, Partial<CollectRequest> & { json?: unknown }, number]>([
    ['an unknown path', { path: '/v1/purchase' }, 404],
    ['a path that only ends rightly', { path: '/x/v1/track' }, 404],
    ['a GET', { method: 'GET' }, 405],
    ['no JSON', { body: Buffer.from('{') }, 400],
    ['no UTF-8', { body: Buffer.from([0x22, 0xff, 0x22]) }, 400],
    ['no object', { json: [1] }, 400],
    ['a batch without events', { path: '/v1/batch', json: { batch: [] } }, 400],
    ['an unknown key', { authorization: basic('other') }, 401],
    ['an empty key', { authorization: basic('') }, 401],
    ['another scheme', { authorization: 'Bearer web-key' }, 401],
    ['an event of more than 32 KB', { body: Buffer.alloc(limits.event + 1, 'x') }, 413],
    [
      'a batch of more than 500 KB',
      { path: '/v1/batch', body: Buffer.alloc(limits.batch + 1, 'x') },
      413,
    ],
    [
      'a batch of more than 2,500 events',
      { path: '/v1/batch', json: { batch: Array(2501).fill({}) } },
      413,
    ],
  ])('refuses %s, and says why', (_, parts, status) => {
    const collected = collect(request(parts), sources);
    expect(collected.status).toBe(status);
    expect(collected.status !== 200 && collected.error).not.toBe('');
  });
});
