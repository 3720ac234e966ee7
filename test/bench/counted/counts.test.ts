import { protos } from '@google-cloud/pubsub';
import { describe, expect, test } from 'vitest';
import { perEvent, Tally } from './counts.ts';
import { listPrice } from './list-price.ts';
import { documentsOf, type GrpcCall, publishedBy } from './operations-of-call.ts';
import { wireFields } from './protobuf.ts';
import { forAMillion, vendorPrices } from './vendor-prices.ts';

/** A field of Protocol Buffers with a length, shorter than 16 KiB. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  const length =
    bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
}

const documentNamed = (name: string, ...fields: string[]): Buffer =>
  Buffer.concat([field(1, name), ...fields.map((key) => field(2, field(1, key)))]);

const update = (name: string, ...fields: string[]): Buffer =>
  field(2, field(1, documentNamed(name, ...fields)));

const call = (method: string, other: Partial<GrpcCall> = {}): GrpcCall => ({
  path: `/google.firestore.v1.Firestore/${method}`,
  requests: [],
  responses: [],
  status: 0,
  ...other,
});

describe('the documents of a call of Firestore:', () => {
  test('one that is looked up is read, whether it exists or not', () => {
    const [found, missing, begun] = [field(1, documentNamed('a')), field(2, 'b'), field(3, 'tx')];
    const responses = [Buffer.concat([found, begun]), missing, begun];
    expect(documentsOf(call('BatchGetDocuments', { responses }))).toMatchObject({ reads: 2 });
  });

  test('a query reads what it finds, and one where it finds nothing', () => {
    const responses = [field(1, documentNamed('a')), field(1, documentNamed('b'))];
    expect(documentsOf(call('RunQuery', { responses }))).toMatchObject({ reads: 2 });
    expect(documentsOf(call('RunQuery'))).toMatchObject({ reads: 1 });
  });

  test('a commit writes and deletes, and says which documents expire', () => {
    const deleted = field(2, field(2, 'c'));
    const requests = [Buffer.concat([update('a', 'core'), update('b', 'expireAt'), deleted])];
    expect(documentsOf(call('Commit', { requests }))).toEqual({
      reads: 0,
      writes: 2,
      deletes: 1,
      expiring: ['b'],
    });
  });

  test('a commit that failed writes nothing', () => {
    const requests = [update('a', 'expireAt')];
    expect(documentsOf(call('Commit', { requests, status: 10 }))).toMatchObject({
      writes: 0,
      expiring: [],
    });
  });

  test('a method that nobody counts is no free one', () => {
    expect(() => documentsOf(call('BatchWrite'))).toThrow('Firestore/BatchWrite');
  });
});

test('numbers of all sizes between the fields are passed over', () => {
  const numbers = Buffer.from([0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]);
  const fixed = Buffer.from([0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1d, 1, 2, 3, 4]);
  const fields = [...wireFields(Buffer.concat([numbers, fixed, field(4, 'text')]))];
  expect(fields.map(({ number, bytes }) => [number, bytes.toString()])).toEqual([[4, 'text']]);
});

test('a message that ends within a field is none', () => {
  expect(() => [...wireFields(field(1, 'text').subarray(0, 4))]).toThrow('ends within');
});

const publishing = (messages: protos.google.pubsub.v1.IPubsubMessage[], status = 0): GrpcCall => ({
  path: '/google.pubsub.v1.Publisher/Publish',
  requests: [
    Buffer.from(
      protos.google.pubsub.v1.PublishRequest.encode({
        topic: 'projects/p/topics/outcomes',
        messages,
      }).finish(),
    ),
  ],
  responses: [],
  status,
});

test('a publish request is read as the client of Pub/Sub writes it', () => {
  const data = Buffer.from('[1]');
  const messages = [
    { data, attributes: { source: 'web' } },
    { data, orderingKey: 'a' },
  ];
  expect(publishedBy(publishing(messages))).toEqual({
    topic: 'outcomes',
    messages: [
      { data, attributes: { source: 'web' } },
      { data, attributes: {} },
    ],
  });
  expect(publishedBy(publishing(messages, 14))).toBeUndefined();
});

describe('a tally', () => {
  const publish = (tally: Tally, ...lengths: number[]) => {
    const request = publishedBy(
      publishing(lengths.map((length) => ({ data: Buffer.alloc(length) }))),
    );
    if (request !== undefined) tally.published(request);
  };

  test('bills a request to publish as a whole, and a push for each message, as 1,000 bytes at least', () => {
    const tally = new Tally();
    publish(tally, 300, 400);
    publish(tally, 600, 700);
    tally.delivered({ data: Buffer.alloc(10), attributes: {} });
    tally.delivered({ data: Buffer.alloc(1000), attributes: { source: 'web' } });
    expect(tally.take()).toMatchObject({
      publishedBytes: 1000 + 1300,
      deliveredBytes: 1000 + 1009,
      calls: 2,
    });
  });

  test('counts a document that expires as deleted once, however often it is written', () => {
    const tally = new Tally();
    for (const name of ['a', 'b', 'a']) {
      tally.called(call('Commit', { requests: [update(name, 'expireAt')] }));
    }
    expect(tally.take()).toMatchObject({ writes: 3, deletes: 2 });
  });

  test('begins anew when it was taken', () => {
    const tally = new Tally();
    tally.called(call('RunQuery'));
    tally.take();
    expect(Object.values(tally.take())).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('the list price of a million events', () => {
  const counts = {
    reads: 0,
    writes: 0,
    deletes: 0,
    calls: 0,
    publishedBytes: 0,
    deliveredBytes: 0,
  };

  test.each([
    [{ reads: 100_000 }, 0.03],
    [{ writes: 100_000 }, 0.09],
    [{ deletes: 100_000 }, 0.01],
    [{ calls: 1_000_000 }, 0.4],
    [{ publishedBytes: 2 ** 40 }, 40],
    [{ deliveredBytes: 2 ** 40 }, 40],
  ])('has %j at $%d', (some, dollars) => {
    expect(listPrice({ ...counts, ...some })).toBeCloseTo(dollars, 9);
  });

  test('of two reads, two writes, a delete and a call for each is 2.9 dollars', () => {
    const million = { ...counts, reads: 2e6, writes: 2e6, deletes: 1e6, calls: 1e6 };
    expect(listPrice(million)).toBeCloseTo(0.6 + 1.8 + 0.1 + 0.4, 9);
    expect(1e6 * listPrice(perEvent(million, 1e6))).toBeCloseTo(2.9, 9);
  });

  test('of a vendor has a source and a date', () => {
    for (const price of vendorPrices) {
      expect(forAMillion(price)).toBeGreaterThan(0);
      expect(price.source).toMatch(/^https:\/\//);
      expect(price.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
