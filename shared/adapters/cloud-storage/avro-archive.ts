import type { Storage } from '@google-cloud/storage';
import type { Archive, ArchivedTopic } from '../../ports/archive.ts';
import type { Message } from '../../ports/event-bus.ts';
import { CloudStorageArchive } from './message-archive.ts';

/**
 * The archives of a bucket, for whoever goes on from a moment: a message that came into the archive late is in a late object, so that none is
 * missed.
 */
export class AvroArchive implements Archive {
  readonly #storage: Storage;
  readonly #bucket: string;

  constructor(storage: Storage, bucket: string) {
    this.#storage = storage;
    this.#bucket = bucket;
  }

  async *messages(topic: ArchivedTopic, since?: number): AsyncGenerator<Message> {
    const archive = new CloudStorageArchive(this.#storage.bucket(this.#bucket), topic);
    for await (const { messages } of archive.readAll(new Map(), { since })) yield* messages;
  }
}
