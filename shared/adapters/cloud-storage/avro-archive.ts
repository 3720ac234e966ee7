import type { File, Storage } from '@google-cloud/storage';
import avro from 'avsc';
import type { Archive, ArchivedTopic } from '../../ports/archive.ts';
import type { Message } from '../../ports/event-bus.ts';

/** A message as Pub/Sub writes it into an Avro file with metadata. */
interface AvroMessage {
  message_id: string;
  /** Microseconds since 1970. */
  publish_time: number;
  attributes: Record<string, string>;
  data: Uint8Array;
}

/** How long Pub/Sub writes on one file, and a little more, milliseconds: `max_duration` in terraform/subscriptions.tf. */
const fileMs = 600_000;

/**
 * The archive that Cloud Storage subscriptions write: `<topic>/YYYY-MM-DD/hh_mm_ssZ…avro`, by when a file was begun. A message that came into the archive
 * late is in a late file, so that whoever goes on from a moment misses none.
 */
export class AvroArchive implements Archive {
  readonly #storage: Storage;
  readonly #bucket: string;

  constructor(storage: Storage, bucket: string) {
    this.#storage = storage;
    this.#bucket = bucket;
  }

  async *messages(topic: ArchivedTopic, since = 0): AsyncGenerator<Message> {
    const startOffset = `${topic}/${begunAt(since - fileMs)}`;
    const files = this.#storage.bucket(this.#bucket).getFilesStream({
      prefix: `${topic}/`,
      ...(since > fileMs && { startOffset }),
    });
    for await (const file of files) yield* messagesIn(file as File);
  }
}

/** A moment as the names of files have it. */
const begunAt = (at: number): string =>
  new Date(at).toISOString().slice(0, 19).replace('T', '/').replaceAll(/:/g, '_');

async function* messagesIn(file: File): AsyncGenerator<Message> {
  const decoder = new avro.streams.BlockDecoder();
  const source = file.createReadStream();
  source.on('error', (error) => decoder.destroy(error));
  for await (const record of source.pipe(decoder)) {
    const { message_id, publish_time, attributes, data } = record as AvroMessage;
    yield {
      id: message_id,
      publishTime: new Date(publish_time / 1000).toISOString(),
      attributes: { ...attributes },
      data,
    };
  }
}
