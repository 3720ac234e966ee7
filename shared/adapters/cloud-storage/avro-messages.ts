import type { Readable } from 'node:stream';
import avro from 'avsc';
import type { Message } from '../../ports/event-bus.ts';

/**
 * A message as a Cloud Storage subscription writes it in Avro with metadata, which its file has the schema of. An ordering key is among the attributes.
 * (cloud.google.com/pubsub/docs/cloudstorage, "Avro")
 */
interface ArchivedMessage {
  message_id: string;
  /** Microseconds since 1970. */
  publish_time: number;
  attributes: Record<string, string>;
  data: Buffer;
}

/** The messages of a file as it is read, a block at a time. @throws where it is no such file, or ends before its time. */
export async function* avroMessages(file: Readable): AsyncGenerator<Message> {
  const decoder = new avro.streams.BlockDecoder();
  const ending = new Ending(file, decoder);
  file.once('error', (error) => decoder.destroy(error));
  file.pipe(decoder);
  try {
    for await (const record of decoder) yield messageOf(record as ArchivedMessage);
    if (!ending.isWhole()) throw new Error('The file ends within a block.');
  } finally {
    file.destroy();
  }
}

function messageOf({ message_id, publish_time, attributes, data }: ArchivedMessage): Message {
  if (message_id === undefined || publish_time === undefined || attributes === undefined) {
    throw new Error('It has messages without metadata: the subscription needs write_metadata.');
  }
  // An event's times are in milliseconds.
  const publishTime = new Date(Math.floor(publish_time / 1000)).toISOString();
  return { id: message_id, data, attributes: { ...attributes }, publishTime };
}

const markerLength = 16;

/** Every block ends with the marker that the header names: the decoder is silent about half a block at the end. */
class Ending {
  #marker: Buffer | undefined;
  #last = Buffer.alloc(0);

  constructor(file: Readable, decoder: avro.streams.BlockDecoder) {
    decoder.once('metadata', (_type, _codec, { sync }: { sync: Buffer }) => {
      this.#marker = sync;
    });
    file.on('data', (chunk: Buffer) => {
      this.#last = Buffer.concat([this.#last, chunk.subarray(-markerLength)]).subarray(
        -markerLength,
      );
    });
  }

  isWhole(): boolean {
    return this.#marker?.equals(this.#last) ?? false;
  }
}
