import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import avro from 'avsc';
import type { Message, Topic } from '../../shared/ports/event-bus.ts';
import type { LocalCloudStorage } from './local-cloud-storage.ts';

/** What Pub/Sub writes with `avro_config { write_metadata = true }`. (cloud.google.com/pubsub/docs/cloudstorage, "Avro") */
const schema: avro.Schema = {
  type: 'record',
  namespace: 'com.google.pubsub',
  name: 'PubsubMessageWithMetadata',
  fields: [
    { name: 'subscription_name', type: 'string' },
    { name: 'message_id', type: 'string' },
    { name: 'publish_time', type: { type: 'long', logicalType: 'timestamp-micros' } as never },
    { name: 'attributes', type: { type: 'map', values: 'string' } },
    { name: 'data', type: 'bytes' },
  ],
};

/** A file of messages. @param blockSize bytes of a block, about. */
export async function avroFile(
  messages: readonly Message[],
  { codec = 'null', blockSize = 1000 } = {},
): Promise<Buffer> {
  const encoder = new avro.streams.BlockEncoder(schema, { codec, blockSize } as object);
  const file = buffer(encoder);
  for (const { id, publishTime, attributes, data } of messages) {
    const record = {
      subscription_name: 'projects/shop/subscriptions/archive-events',
      message_id: id,
      publish_time: Date.parse(publishTime) * 1000 + 7,
      attributes,
      data: Buffer.from(data),
    };
    if (!encoder.write(record)) await once(encoder, 'drain');
  }
  encoder.end();
  return file;
}

/** Archives messages as Cloud Storage subscriptions do, in one object that was begun at a time. @returns its name. */
export async function archiveMessages(
  storage: LocalCloudStorage,
  bucket: string,
  topic: Topic | `${string}-dead-letter`,
  begun: string,
  messages: readonly Message[],
): Promise<string> {
  const file = await avroFile(messages);
  const [day, clock = ''] = begun.split('T');
  const name = `${topic}/${day}/${clock.slice(0, 8).replaceAll(':', '_')}+00:00_${messages[0]?.id}.avro`;
  storage.write(bucket, name, file);
  return name;
}
