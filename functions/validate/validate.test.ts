import { describe, expect, it } from 'vitest';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { onMessage } from './on-message.ts';
import { validate } from './validate.ts';

const rules = compileRules({
  sources: {
    web: {},
    rows: {
      map(row) {
        const { id, crash } = row as { id?: string; crash?: boolean };
        if (crash) throw new Error('no such row');
        return id === undefined
          ? []
          : [
              { type: 'identify', userId: id },
              { type: 'track', event: 'Row Seen', userId: id },
            ];
      },
    },
  },
});

const track = { type: 'track', event: 'Product Viewed', userId: 'u1', messageId: 'm1' };

describe('validate', () => {
  it('makes a canonical event of what an SDK sends', () => {
    const { events, quarantined } = validate([aMessage(track)], rules);
    expect(quarantined).toEqual([]);
    expect(events).toEqual([
      {
        source: 'web',
        messageId: 'm1',
        arrival: 'message-1/0',
        type: 'track',
        event: 'Product Viewed',
        userId: 'u1',
        receivedAt: '2026-01-01T12:00:00.000Z',
        timestamp: '2026-01-01T12:00:00.000Z',
      },
    ]);
  });

  it.each<[string, unknown, string, string]>([
    ['no object', 42, 'not-an-object', ''],
    ['an unknown type', { type: 'purchase', userId: 'u1' }, 'schema', '/type'],
    ['a track without a name', { type: 'track', userId: 'u1' }, 'schema', ''],
    ['an id that is no text', { type: 'page', userId: { id: 1 } }, 'schema', '/userId'],
    [
      'a time that is none',
      { type: 'page', userId: 'u1', timestamp: 'yesterday' },
      'schema',
      '/timestamp',
    ],
    [
      'traits that are no object',
      { type: 'identify', userId: 'u1', traits: [] },
      'schema',
      '/traits',
    ],
    ['nobody', { type: 'page' }, 'no-identifier', ''],
    [
      'only blocked ids',
      { type: 'page', userId: 'NULL', anonymousId: '0000' },
      'no-identifier',
      '',
    ],
    [
      'a planned event with a wrong property',
      { type: 'track', event: 'Order Completed', userId: 'u1', properties: { order_id: 7 } },
      'wrong-type',
      '/properties/order_id',
    ],
    [
      'a key that reaches into objects',
      JSON.parse('{"type":"page","userId":"u1","context":{"a/b":{"__proto__":{}}}}'),
      'forbidden-key',
      '/context/a~1b/__proto__',
    ],
    [
      'deep nesting',
      { type: 'page', userId: 'u1', properties: nested(40) },
      'too-deep',
      '/properties',
    ],
    [
      '32 KB and more',
      { type: 'page', userId: 'u1', properties: { text: 'ß'.repeat(17_000) } },
      'too-large',
      '',
    ],
  ])('quarantines %s, with the rule, the path and the raw text', (_, content, rule, path) => {
    const { events, quarantined } = validate([aMessage(content)], rules);
    expect(events).toEqual([]);
    expect(quarantined).toHaveLength(1);
    const [record] = quarantined;
    expect(record).toMatchObject({ rule, source: 'web', arrival: 'message-1/0' });
    expect(record?.path.startsWith(path)).toBe(true);
    expect(record?.message).not.toBe('');
    expect(record?.raw).toEqual({ encoding: 'utf8', data: JSON.stringify(content) });
  });

  it('keeps the bytes of what is not even JSON, or not even UTF-8', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe]);
    const { quarantined } = validate([aMessage(Buffer.from('{"type": ')), aMessage(bytes)], rules);
    expect(quarantined.map(({ rule }) => rule)).toEqual(['malformed-json', 'malformed-utf8']);
    expect(quarantined[0]?.raw).toEqual({ encoding: 'utf8', data: '{"type": ' });
    expect(quarantined[1]?.raw).toEqual({ encoding: 'base64', data: bytes.toString('base64') });
  });

  it('lets the neighbours of a bad event go on, in an array and in a batch', () => {
    for (const content of [[track, null, track], { batch: [track, null, track] }]) {
      const { events, quarantined } = validate([aMessage(content)], rules);
      expect(events.map(({ arrival }) => arrival)).toEqual(['message-1/0', 'message-1/2']);
      expect(quarantined.map(({ arrival }) => arrival)).toEqual(['message-1/1']);
    }
  });

  it('gives the events of a batch what the batch says for all of them', () => {
    const batch = {
      sentAt: '2026-01-01T11:00:10.000Z',
      context: { library: 'x', ip: '192.0.2.1' },
      batch: [{ ...track, timestamp: '2026-01-01T11:00:00.000Z', context: { ip: '192.0.2.2' } }],
    };
    const { events } = validate([aMessage(batch)], rules);
    expect(events[0]?.context).toEqual({ library: 'x', ip: '192.0.2.2' });
    expect(events[0]?.timestamp).toBe('2026-01-01T11:59:50.000Z');
  });

  it.each<[string, object, string]>([
    [
      'corrects the clock of the sender',
      { timestamp: '2026-01-01T10:00:00Z', sentAt: '2026-01-01T10:00:05Z' },
      '2026-01-01T11:59:55.000Z',
    ],
    [
      'takes the word of a sender that does not say when it sent',
      { timestamp: '2025-06-01T10:00:00+02:00' },
      '2025-06-01T08:00:00.000Z',
    ],
    [
      'clamps the future to the receipt',
      { timestamp: '2027-01-01T00:00:00Z' },
      '2026-01-01T12:00:00.000Z',
    ],
    [
      'prefers originalTimestamp',
      { originalTimestamp: '2025-01-01', timestamp: '2025-02-01' },
      '2025-01-01T00:00:00.000Z',
    ],
    ['takes the receipt where there is no time', {}, '2026-01-01T12:00:00.000Z'],
  ])('%s', (_, times, expected) => {
    const { events } = validate([aMessage({ ...track, ...times })], rules);
    expect(events[0]?.timestamp).toBe(expected);
  });

  it('derives the id of an event without one from its content, whenever it is sent', () => {
    const { messageId: _, ...anonymous } = track;
    const [first, again, other] = validate(
      [
        aMessage({ ...anonymous, sentAt: '2026-01-01T11:00:00Z' }, { id: 'a' }),
        aMessage({ ...anonymous, sentAt: '2026-01-01T11:00:09Z' }, { id: 'b' }),
        aMessage({ ...anonymous, userId: 'u2' }, { id: 'c' }),
      ],
      rules,
    ).events;
    expect(first?.messageId).toBe(again?.messageId);
    expect(first?.messageId).not.toBe(other?.messageId);
  });

  it('keeps the time of receipt that a replay brings along', () => {
    const message = aMessage(track, { attributes: { receivedAt: '2025-12-24T00:00:00.000Z' } });
    expect(validate([message], rules).events[0]?.receivedAt).toBe('2025-12-24T00:00:00.000Z');
  });

  it('maps the rows of a source, each to events of their own arrival', () => {
    const message = aMessage([{ id: 'u1' }, { id: 'u2' }], { attributes: { source: 'rows' } });
    const { events } = validate([message], rules);
    expect(events.map(({ arrival, type }) => [arrival, type])).toEqual([
      ['message-1/0', 'identify'],
      ['message-1/0.1', 'track'],
      ['message-1/1', 'identify'],
      ['message-1/1.1', 'track'],
    ]);
  });

  it('quarantines a row that the mapping makes nothing of, or throws at, and a source that is unknown', () => {
    const { quarantined } = validate(
      [
        aMessage({}, { attributes: { source: 'rows' } }),
        aMessage({ crash: true }, { attributes: { source: 'rows' } }),
        aMessage(track, { attributes: { source: 'elsewhere' } }),
        aMessage([]),
      ],
      rules,
    );
    expect(quarantined.map(({ rule }) => rule)).toEqual([
      'mapped-to-nothing',
      'mapping-failed',
      'unknown-source',
      'empty-message',
    ]);
  });
});

describe('the function validate', () => {
  it('passes on what is valid, keeps what is not, and tells the outcome of the latter', async () => {
    const publisher = new MemoryPublisher();
    await onMessage(aMessage([track, { type: 'nonsense' }]), publisher, rules);
    expect(publisher.on('events-validated')).toMatchObject([{ messageId: 'm1' }]);
    expect(publisher.on('events-quarantined')).toMatchObject([{ rule: 'schema', path: '/type' }]);
    expect(publisher.on('outcomes')).toMatchObject([
      { arrival: 'message-1/1', outcome: 'quarantined', source: 'web' },
    ]);
  });
});

function nested(depth: number): object {
  let value = {};
  for (let level = 0; level < depth; level += 1) value = { in: value };
  return value;
}
