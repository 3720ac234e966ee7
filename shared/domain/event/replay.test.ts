import { describe, expect, it } from 'vitest';
import { validate } from '../../../functions/validate/validate.ts';
import { aMessage } from '../../../test/builders/messages.ts';
import { compileRules } from '../../runtime/rules.ts';
import { jsonOf } from '../json.ts';
import { repeatedArrival } from './repeated-arrival.ts';
import { replayOfArchived, replayOfQuarantined } from './replay.ts';

const declared = compileRules({ sources: { web: {}, shop: {} } });
const undeclared = compileRules({ sources: { web: {} } });

const page = (userId: string) => ({ type: 'page', userId, messageId: `of-${userId}` });

describe('what a replay repeats', () => {
  it.each([
    ['m/0', '0', 'm/0'],
    ['m/0', '3', 'm/3'],
    ['m/5', '0', 'm/5'],
    ['m/5', '0.2', 'm/5.2'],
    ['m/5.1', '0', 'm/5'],
    ['m/5.1', '0.1', 'm/5.1'],
    ['20260101T000000000Z-ab-7/12', '0', '20260101T000000000Z-ab-7/12'],
    ['nonsense', '1', 'nonsense/1'],
  ])('of %s, at %s, is %s', (origin, position, repeated) => {
    expect(repeatedArrival(origin, position)).toBe(repeated);
  });

  it('becomes the arrivals that an undeclared source would have had', () => {
    const message = aMessage([page('u1'), null, page('u3')], { attributes: { source: 'shop' } });
    const [record] = validate([message], undeclared).quarantined;
    expect(record).toMatchObject({ rule: 'unknown-source', undivided: 'message' });
    if (record === undefined) return;
    const replayed = { ...aMessage({}), id: 'again', ...replayOfQuarantined(record) };
    const { events, quarantined } = validate([replayed], declared);
    const onTime = validate([message], declared);
    expect(events.map(({ arrival, replayOf }) => [arrival, replayOf])).toEqual([
      ['again/0', 'message-1/0'],
      ['again/2', 'message-1/2'],
    ]);
    // What is rejected again is on record as it would have been in time.
    expect(quarantined.map(({ id }) => id)).toEqual(onTime.quarantined.map(({ id }) => id));
  });

  it('is the same record when it is rejected again, an array within an array included', () => {
    for (const item of [{ type: 'nonsense' }, [page('u1')], { batch: [page('u1')] }, 7]) {
      const [record] = validate([aMessage([page('u2'), item])], declared).quarantined;
      expect(record).toMatchObject({ arrival: 'message-1/1' });
      if (record === undefined) continue;
      const replayed = { ...aMessage({}), id: 'again', ...replayOfQuarantined(record) };
      const again = validate([replayed], declared);
      expect(again.events).toEqual([]);
      expect(again.quarantined).toMatchObject([
        { id: record.id, replayOf: 'message-1/1', rule: record.rule, raw: record.raw },
      ]);
    }
  });

  it('is judged whole however deeply it is nested', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const { events, quarantined } = validate(
      [aMessage(Buffer.from(`[${deep},${JSON.stringify(page('u1'))}]`))],
      declared,
    );
    expect(events).toHaveLength(1);
    expect(quarantined).toMatchObject([{ rule: 'too-deep', raw: { data: `[${deep}]` } }]);
  });

  it('keeps what JSON.stringify can not say', () => {
    const data = Buffer.from(
      '[{"type":"page","userId":"u1","properties":{"a":1e999,"b":-1e999}},7]',
    );
    const [record] = validate([aMessage(data)], declared).quarantined;
    expect(record).toMatchObject({ rule: 'number-out-of-range' });
    expect(record?.raw.data).toBe(
      '{"type":"page","userId":"u1","properties":{"a":1e999,"b":-1e999}}',
    );
    expect(Object.is(JSON.parse(jsonOf({ zero: -0 })).zero, -0)).toBe(true);
  });

  it('is the same CloudEvent, and from the same address', () => {
    const attributes = {
      source: 'shop',
      clientIp: '192.0.2.7',
      'ce-specversion': '1.0',
      'ce-id': '1',
      'ce-source': '/till',
      'ce-type': 'com.example.page',
    };
    const message = aMessage({ userId: 'u1' }, { attributes });
    const onTime = validate([message], declared).events;
    expect(onTime).toMatchObject([{ type: 'page', context: { ip: '192.0.2.7' } }]);
    const [record] = validate([message], undeclared).quarantined;
    if (record === undefined) throw new Error('It was not rejected.');
    const replayed = { ...aMessage({}), id: 'again', ...replayOfQuarantined(record) };
    expect(validate([replayed], declared).events).toMatchObject(
      onTime.map(({ arrival: _, ...event }) => event),
    );
  });

  it('is not mapped again where it was rejected behind the mapping', () => {
    const rows = compileRules({
      sources: { rows: { map: (row) => [{ type: 'page', userId: (row as { id: string }).id }] } },
    });
    const message = aMessage(page('u9'), { attributes: { source: 'rows', canonical: 'true' } });
    expect(validate([message], rows).events).toMatchObject([{ userId: 'u9' }]);
  });
});

describe('the archive again', () => {
  it('repeats each message once, with its time of receipt', () => {
    const message = aMessage(page('u1'));
    expect(replayOfArchived(message)).toMatchObject({
      data: message.data,
      attributes: {
        source: 'web',
        receivedAt: message.publishTime,
        replayOf: 'message-1/0',
        replay: 'archive',
      },
    });
    for (const replay of ['archive', 'quarantine']) {
      expect(replayOfArchived(aMessage(page('u1'), { attributes: { replay } }))).toBeUndefined();
    }
    const attributes = { replay: 'correction', replayOf: 'm/3', receivedAt: '2025-01-01' };
    expect(replayOfArchived(aMessage(page('u1'), { attributes }))?.attributes).toMatchObject({
      replayOf: 'm/3',
      receivedAt: '2025-01-01',
    });
  });
});
