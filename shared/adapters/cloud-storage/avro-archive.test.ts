import { buffer } from 'node:stream/consumers';
import { Storage } from '@google-cloud/storage';
import avro from 'avsc';
import { expect, onTestFinished, test } from 'vitest';
import { LocalGoogleCloud } from '../../../test/builders/local-google-cloud.ts';
import { AvroArchive } from './avro-archive.ts';

/** As https://cloud.google.com/pubsub/docs/cloudstorage says that messages with metadata are written. */
const schema = avro.Type.forSchema({
  type: 'record',
  name: 'PubsubMessage',
  fields: [
    { name: 'subscription_name', type: 'string' },
    { name: 'message_id', type: 'string' },
    { name: 'publish_time', type: { type: 'long', logicalType: 'timestamp-micros' } },
    { name: 'attributes', type: { type: 'map', values: 'string' } },
    { name: 'data', type: 'bytes' },
  ],
});

async function avroFile(codec: 'null' | 'deflate', ...messages: [id: string, time: string][]) {
  const encoder = new avro.streams.BlockEncoder(schema, { codec });
  const file = buffer(encoder);
  for (const [message_id, time] of messages) {
    encoder.write({
      subscription_name: 'archive-events',
      message_id,
      publish_time: Date.parse(time) * 1000 + 123,
      attributes: { source: 'web' },
      data: Buffer.from(`{"messageId":"${message_id}"}`),
    });
  }
  encoder.end();
  return file;
}

test('messages come from the files of their topic, from those begun at a time on', async () => {
  const place = { projectId: 'shop', dataset: 'analytics', bucket: 'archive', location: 'EU' };
  const cloud = await LocalGoogleCloud.start(place);
  onTestFinished(() => cloud.stop());
  const storage = new Storage({ projectId: 'shop', apiEndpoint: cloud.origin });
  const files = {
    'events/2026-01-01/23_58_00Z_a.avro': await avroFile('null', ['1', '2026-01-01T23:58:01.000Z']),
    'events/2026-01-02/00_03_00Z_b.avro': await avroFile(
      'deflate',
      ['2', '2026-01-02T00:03:01.000Z'],
      ['3', '2026-01-02T00:04:01.000Z'],
    ),
    'events-quarantined/2026-01-02/00_00_00Z_c.avro': Buffer.from('not read'),
  };
  for (const [name, content] of Object.entries(files)) {
    await storage.bucket('archive').file(name).save(content, { resumable: false });
  }
  const archive = new AvroArchive(storage, 'archive');
  const idsSince = async (since?: string) => {
    const ids: string[] = [];
    for await (const { id } of archive.messages(
      'events',
      since === undefined ? 0 : Date.parse(since),
    ))
      ids.push(id);
    return ids;
  };
  expect(await idsSince()).toEqual(['1', '2', '3']);
  expect(await idsSince('2026-01-02T00:05:00.000Z')).toEqual(['1', '2', '3']);
  expect(await idsSince('2026-01-02T00:12:00.000Z')).toEqual(['2', '3']);
  for await (const message of archive.messages('events')) {
    expect(message).toEqual({
      id: '1',
      publishTime: '2026-01-01T23:58:01.000Z',
      attributes: { source: 'web' },
      data: Buffer.from('{"messageId":"1"}'),
    });
    break;
  }
});
