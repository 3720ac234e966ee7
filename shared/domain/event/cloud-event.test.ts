import { describe, expect, it } from 'vitest';
import { aMessage } from '../../../test/builders/messages.ts';
import type { SourceConfig } from '../config/config.ts';
import { canonicalEvent } from './canonical-event.ts';
import { expandMessage, type IngressMessage } from './expand-message.ts';

const sources: Readonly<Record<string, SourceConfig>> = {
  web: {},
  rows: { map: (row: unknown) => [{ type: 'page', properties: { row } }] },
};
const envelope = {
  specversion: '1.0',
  id: 'e1',
  source: '/shop',
  type: 'com.example.identify',
  time: '2026-01-01T11:00:00Z',
};
const data = { userId: 'u1', traits: { name: 'Ana' } };

function eventsOf(message: IngressMessage): unknown[] {
  return expandMessage(message, sources).map((arrival) => {
    const { content } = arrival;
    return 'rejection' in content ? content.rejection.rule : canonicalEvent(content.event, arrival);
  });
}

const event = {
  type: 'identify',
  messageId: '/shop e1',
  userId: 'u1',
  traits: { name: 'Ana' },
  timestamp: '2026-01-01T11:00:00.000Z',
};

describe('a CloudEvent', () => {
  it('in structured mode is the event of its data, with what only the envelope says', () => {
    expect(eventsOf(aMessage({ ...envelope, data }))).toMatchObject([{ event }]);
  });

  it('in batched mode is one of many', () => {
    const batch = [
      { ...envelope, data },
      { ...envelope, id: 'e2', data },
    ];
    expect(eventsOf(aMessage(batch))).toMatchObject([
      { event },
      { event: { ...event, messageId: '/shop e2' } },
    ]);
  });

  it('in binary mode has its attributes on the message, and is kept with them where it is rejected', () => {
    const attributes = Object.fromEntries(
      Object.entries(envelope).map(([name, value]) => [`ce-${name}`, value]),
    );
    expect(eventsOf(aMessage(data, { attributes }))).toMatchObject([{ event }]);
    const [arrival] = expandMessage(aMessage(7, { attributes }), sources);
    expect(arrival?.content).toMatchObject({ rejection: { rule: 'not-an-object' } });
    expect(JSON.parse(String(arrival?.raw()))).toEqual({ ...envelope, data: 7 });
  });

  it('may have its data in base64', () => {
    const encoded = Buffer.from(JSON.stringify(data)).toString('base64');
    expect(eventsOf(aMessage({ ...envelope, data_base64: encoded }))).toMatchObject([{ event }]);
    expect(eventsOf(aMessage({ ...envelope, data_base64: 'AAAA' }))).toEqual(['not-an-object']);
    const forbidden = Buffer.from('{"__proto__": {}}').toString('base64');
    expect(eventsOf(aMessage({ ...envelope, data_base64: forbidden }))).toEqual(['forbidden-key']);
  });

  it.each([
    [
      'what the event says itself',
      { ...data, type: 'page', messageId: 'm1', timestamp: '2026-01-01T10:00:00Z' },
      {},
      { type: 'page', messageId: 'm1', timestamp: '2026-01-01T10:00:00.000Z' },
    ],
    ['a call as its whole type', data, { type: 'track', id: 'e1' }, 'schema'],
    [
      'another type, which names a track',
      data,
      { type: 'com.example.order.paid' },
      { type: 'track', event: 'com.example.order.paid' },
    ],
    [
      'a track that the event names',
      { ...data, event: 'Paid' },
      { type: 'com.example.paid' },
      { type: 'track', event: 'Paid' },
    ],
    [
      'an id that is too long',
      data,
      { id: 'i'.repeat(300) },
      { messageId: expect.stringMatching(/^cloudevent-.{12}$/) },
    ],
  ])('counts with %s', (_, content, more, expected) => {
    const [judged] = eventsOf(aMessage({ ...envelope, ...more, data: content }));
    expect(judged).toMatchObject(
      typeof expected === 'string' ? { rejection: { rule: expected } } : { event: expected },
    );
  });

  it('without what makes it one is an event like any other', () => {
    const { id: _, ...nameless } = envelope;
    expect(eventsOf(aMessage({ ...nameless, data }))).toMatchObject([
      { rejection: { rule: 'schema', path: '/type' } },
    ]);
  });

  it('is a row as it is where the source has a mapping', () => {
    const message = aMessage({ ...envelope, data }, { attributes: { source: 'rows' } });
    expect(expandMessage(message, sources)).toMatchObject([
      { content: { event: { properties: { row: { ...envelope, data } } } } },
    ]);
  });
});

describe('the address of the client', () => {
  const addressed = (event: object) =>
    aMessage({ type: 'page', userId: 'u1', ...event }, { attributes: { clientIp: '203.0.113.9' } });

  it.each([
    [{}, { ip: '203.0.113.9' }],
    [{ context: { ip: null, locale: 'de' } }, { ip: '203.0.113.9', locale: 'de' }],
    [{ context: { ip: '198.51.100.1' } }, { ip: '198.51.100.1' }],
  ])('is that of the context where the event %j has none', (event, context) => {
    expect(eventsOf(addressed(event))).toMatchObject([{ event: { context } }]);
  });

  it('changes nothing about the id that an event is given', () => {
    const idOf = (message: IngressMessage) =>
      (eventsOf(message)[0] as { event: { messageId: string } }).event.messageId;
    expect(idOf(addressed({}))).toBe(idOf(aMessage({ type: 'page', userId: 'u1' })));
  });
});

describe('a message', () => {
  it('keeps a number that is out of range apart from its neighbours', () => {
    const message = aMessage(
      Buffer.from('[{"type": "page", "properties": {"a": [1e400]}}, {"type": "page"}]'),
    );
    expect(expandMessage(message, sources)).toMatchObject([
      { content: { rejection: { rule: 'number-out-of-range', path: '/properties/a/0' } } },
      { content: { event: { type: 'page' } } },
    ]);
  });

  it('keeps what no stack reaches', () => {
    const depth = 100_000;
    const message = aMessage(Buffer.from(`[7, ${'['.repeat(depth)}${']'.repeat(depth)}]`));
    const [, deep] = expandMessage(message, sources);
    expect(deep?.content).toMatchObject({ rejection: { rule: 'too-deep' } });
    expect(deep?.raw()).toBe(`[${'['.repeat(depth)}${']'.repeat(depth)}]`);
  });
});
