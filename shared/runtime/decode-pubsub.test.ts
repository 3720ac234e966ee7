import functionsTest from 'firebase-functions-test';
import { afterAll, describe, expect, test } from 'vitest';
import { decodePubSub, NoPubSubMessageError } from './decode-pubsub.ts';

const { cleanup, pubsub } = functionsTest({ projectId: 'tributary-decode-pubsub' });
afterAll(cleanup);

const publishTime = '2026-03-01T10:00:00.123Z';

describe('a message that Pub/Sub delivered', () => {
  test('comes with its data, its attributes, its id and its time', () => {
    const event = pubsub.makeMessage({ type: 'track' }, { source: 'web' });
    const message = { ...event.toJSON(), messageId: '7', publishTime };
    const decoded = decodePubSub({ data: { message, subscription: 'projects/p/subscriptions/s' } });
    expect(decoded).toEqual({
      id: '7',
      data: Buffer.from('{"type":"track"}'),
      attributes: { source: 'web' },
      publishTime,
    });
  });

  test('may have neither data nor attributes', () => {
    const decoded = decodePubSub({ data: { message: { messageId: '7', publishTime } } });
    expect(decoded).toEqual({ id: '7', data: Buffer.alloc(0), attributes: {}, publishTime });
  });

  test.each([
    ['2026-03-01T10:00:00.123456789Z', '2026-03-01T10:00:00.123Z'],
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
  ])('tells its time in milliseconds: %s', (sent, received) => {
    const message = { messageId: '7', publishTime: sent };
    expect(decodePubSub({ data: { message } }).publishTime).toBe(received);
  });
});

describe('an event that carries no Pub/Sub message is refused with what is wrong', () => {
  const good = { messageId: '7', publishTime, data: 'e30=', attributes: {} };

  test.each([
    ['no data at all', undefined, '"message" is not an object'],
    ['text', 'hello', '"message" is not an object'],
    ['an object of Cloud Storage', { bucket: 'b', name: 'n' }, '"message" is not an object'],
    ['no id', { message: { ...good, messageId: undefined } }, '"message.messageId"'],
    ['no time', { message: { ...good, publishTime: 'soon' } }, '"message.publishTime"'],
    ['data that is not base64', { message: { ...good, data: '{"a":1}' } }, '"message.data"'],
    ['attributes in a list', { message: { ...good, attributes: ['a'] } }, '"message.attributes"'],
    ['a number for an attribute', { message: { ...good, attributes: { a: 1 } } }, 'else than text'],
  ])('%s', (_, data, reason) => {
    expect(() => decodePubSub({ data })).toThrow(NoPubSubMessageError);
    expect(() => decodePubSub({ data })).toThrow(reason);
  });
});
