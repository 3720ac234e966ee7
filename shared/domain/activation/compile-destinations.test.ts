import { describe, expect, test } from 'vitest';
import { aSecret } from '../../../test/builders/deliveries.ts';
import { compileDestinations } from './compile-destinations.ts';
import type { DestinationConfig } from './destination-config.ts';

const webhook = { webhook: 'https://crm.example/hook', secret: aSecret, audiences: ['vip'] };

const compile = (config: DestinationConfig) =>
  compileDestinations({ crm: config }, ['vip', 'lapsed'])['crm'];

test('a destination with nothing but its target and its audiences has usual limits', () => {
  expect(compile(webhook)).toMatchObject({
    name: 'crm',
    audiences: new Set(['vip']),
    profileChanges: false,
    consent: [],
    fields: [['identifiers']],
    ordered: false,
    concurrency: 10,
    timeoutMs: 15_000,
    retryForMs: 3 * 86_400_000,
  });
});

test('all that can be said of a destination is taken', () => {
  const compiled = compile({
    ...webhook,
    secret: [aSecret, aSecret],
    profileChanges: true,
    consent: ['marketing', 'ads'],
    fields: ['traits.email', 'computed'],
    ordered: true,
    rate: { perSecond: 0.5 },
    concurrency: 2,
    timeout: '5s',
    retryFor: '12h',
  });
  expect(compiled).toMatchObject({
    target: { kind: 'webhook', secrets: [{ length: 32 }, { length: 32 }] },
    consent: ['marketing', 'ads'],
    fields: [['traits', 'email'], ['computed']],
    rate: { perSecond: 0.5, burst: 1 },
    timeoutMs: 5000,
    retryForMs: 43_200_000,
  });
  expect(compile({ topic: 'crm-feed', profileChanges: true })?.target).toEqual({
    kind: 'topic',
    topic: 'crm-feed',
  });
});

describe('what is not set in this environment is told of, and stops nobody', () => {
  test.each([
    [{ ...webhook, webhook: '' }, 'Its URL is empty here'],
    [{ ...webhook, secret: '' }, 'Its secret is empty here'],
    [{ ...webhook, secret: [aSecret, ''] }, 'Its secret is empty here'],
    [{ topic: '', audiences: ['vip'] }, 'Its topic is empty here'],
    [{ ...webhook, headers: { authorization: '' } }, 'Its header authorization is empty here'],
  ])('%j: %s', (config, problem) => {
    expect(compile(config)?.problem).toContain(problem);
  });
});

describe('a mistake is named, and what to do about it', () => {
  const { secret: _, ...withoutSecret } = webhook;
  test.each<[object, string]>([
    [{ ...webhook, audiences: ['vips'] }, 'audience "vips", but there are vip, lapsed'],
    [{ ...webhook, audiences: [] }, 'would hear of nothing'],
    [withoutSecret, 'needs a secret, such as env("CRM_SECRET")'],
    [{ ...webhook, secret: 'hunter2' }, 'must be "whsec_" followed by base64'],
    [{ ...webhook, secret: 'whsec_c2hvcnQ=' }, 'a key of 5 bytes'],
    [{ ...webhook, webhook: 'crm.example' }, 'is no URL'],
    [{ ...webhook, webhook: 'ftp://crm.example' }, 'is not https'],
    [{ ...webhook, webhook: 'https://me:secret@crm.example' }, 'a user or a password in its URL'],
    [{ ...webhook, topic: 'feed' }, 'exactly one of webhook, topic and warehouse'],
    [{ audiences: ['vip'] }, 'exactly one of webhook, topic and warehouse'],
    [{ topic: 'events', audiences: ['vip'] }, 'a topic of the platform itself'],
    [{ topic: '!', audiences: ['vip'] }, 'no name of a topic'],
    [{ topic: 'feed', secret: aSecret, audiences: ['vip'] }, 'only webhooks are signed'],
    [{ ...webhook, rate: { perSecond: 0 } }, 'a rate.perSecond above 0'],
    [{ ...webhook, concurrency: 0 }, 'a concurrency of 1 or more'],
    [{ ...webhook, retryFor: 'long' }, '"long" as its retryFor'],
    [{ ...webhook, header: 'x' }, 'has header; known are webhook, secret'],
  ])('%j', (config, message) => {
    expect(() => compileDestinations({ crm: config }, ['vip', 'lapsed'])).toThrow(message);
    expect(() => compileDestinations({ crm: config }, ['vip', 'lapsed'])).toThrow('"crm"');
  });

  test('a secret is never part of the message', () => {
    try {
      compile({ ...webhook, secret: 'whsec_hunter2!' });
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain('hunter2');
    }
  });
});

describe('the headers of a webhook', () => {
  test('are taken in small letters, and are for webhooks only', () => {
    const headers = { 'X-Api-Key': 'k 1', authorization: 'Bearer t' };
    expect(compile({ ...webhook, headers })?.target).toMatchObject({
      headers: { 'x-api-key': 'k 1', authorization: 'Bearer t' },
    });
    expect(() => compile({ topic: 'crm-feed', audiences: ['vip'], headers })).toThrow(
      'only webhooks',
    );
  });

  test.each([
    'webhook-signature',
    'Webhook-Id',
    'WEBHOOK-TIMESTAMP',
    'Host',
    'Content-Type',
    'content-length',
    'Transfer-Encoding',
    'Connection',
    'User-Agent',
    'svix-signature',
    '',
    'a b',
    'x:y',
    'x\r\ny',
    'é',
  ])('are refused where %j would be one', (name) => {
    expect(() => compile({ ...webhook, headers: { [name]: 'v' } })).toThrow(/header/);
  });

  test.each(['a\r\nwebhook-signature: v1,x', 'a\nb', '\u0000', 'é', ' a', 'a ', 'x'.repeat(4097)])(
    'are refused with the value %j, which is not told',
    (value) => {
      expect(() => compile({ ...webhook, headers: { authorization: value } })).toThrow(
        /^The destination "crm" has a value of the header authorization that is not of printable ASCII[^\n]*$/,
      );
    },
  );
});
