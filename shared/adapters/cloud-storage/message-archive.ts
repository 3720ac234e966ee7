import type { Bucket, File } from '@google-cloud/storage';
import type { Message, Topic } from '../../ports/event-bus.ts';
import {
  type ArchiveBatch,
  ArchiveError,
  type MessageArchive,
  type Period,
  type Positions,
} from '../../ports/message-archive.ts';
import { avroMessages } from './avro-messages.ts';

/** How long Pub/Sub writes on one object, and a little more, milliseconds: `max_duration` in terraform/subscriptions.tf. */
const writtenFor = 600_000;

/** How much later than its publication a message is written, at most, where nothing is wrong; milliseconds. */
const lateness = 3_600_000;

/** The data of a batch, about. */
const batchBytes = 4 * 1024 * 1024;

/**
 * The archive that a Cloud Storage subscription writes: objects `TOPIC/2026-01-31/08_05_00+00:00_….avro`, never changed again, of which the
 * names say when they were begun, so that a period lists and reads only its own. What a subscription wrote more than an hour late is
 * found under the time when it did.
 */
export class CloudStorageArchive implements MessageArchive {
  readonly #bucket: Bucket;
  readonly #prefix: string;

  constructor(bucket: Bucket, topic: Topic | `${string}-dead-letter`) {
    this.#bucket = bucket;
    this.#prefix = `${topic}/`;
  }

  async *readAll(from: Positions = new Map(), period: Period = {}): AsyncGenerator<ArchiveBatch> {
    for await (const file of this.#files(from, period)) {
      if (from.has(file.name)) continue;
      let messages: Message[] = [];
      let bytes = 0;
      for await (const message of this.#messages(file)) {
        messages.push(message);
        bytes += message.data.byteLength;
        if (bytes < batchBytes) continue;
        yield { messages, upTo: new Map() };
        messages = [];
        bytes = 0;
      }
      // A part is read when all of it is.
      yield { messages, upTo: new Map([[file.name, 1]]) };
    }
  }

  /** The objects in the order of their names, which is that of time, a page at a time. */
  async *#files(from: Positions, { since, until }: Period): AsyncGenerator<File> {
    const start = Math.max(since ?? Number.NEGATIVE_INFINITY, this.#latest(from));
    const query = {
      prefix: this.#prefix,
      ...(Number.isFinite(start) && { startOffset: this.#nameAt(start - writtenFor) }),
      ...(until !== undefined && { endOffset: this.#nameAt(until + lateness) }),
    };
    for (let pageToken: string | undefined, more = true; more; more = pageToken !== undefined) {
      const page = { ...query, autoPaginate: false, ...(pageToken !== undefined && { pageToken }) };
      const [files, next] = await this.#bucket.getFiles(page).catch((error: Error) => {
        throw new ArchiveError(
          `The archive gs://${this.#bucket.name} can't be listed: ${error.message}. CDP_ARCHIVE_BUCKET names another one.`,
          {
            cause: error,
          },
        );
      });
      yield* files;
      pageToken = (next as { pageToken?: string } | null)?.pageToken;
    }
  }

  async *#messages(file: File): AsyncGenerator<Message> {
    try {
      yield* avroMessages(file.createReadStream());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ArchiveError(`${file.cloudStorageURI} can't be read: ${reason}`, { cause: error });
    }
  }

  /** When the latest object that was read was begun: before that no new ones appear, but for those still being written then. */
  #latest(from: Positions): number {
    let latest = '';
    for (const name of from.keys()) if (name > latest) latest = name;
    const [, day, hours, minutes, seconds] =
      /^(\d{4}-\d\d-\d\d)\/(\d\d)_(\d\d)_(\d\d)/.exec(latest.slice(this.#prefix.length)) ?? [];
    return day === undefined
      ? Number.NEGATIVE_INFINITY
      : Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  }

  #nameAt(time: number): string {
    const [day, clock = ''] = new Date(Math.max(0, time)).toISOString().split('T');
    return `${this.#prefix}${day}/${clock.slice(0, 8).replaceAll(':', '_')}`;
  }
}
