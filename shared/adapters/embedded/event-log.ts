import { randomBytes } from 'node:crypto';
import { appendFileSync, readSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { Message, OutgoingMessage, Topic } from '../../ports/event-bus.ts';
import type { MessageArchive, Positions } from '../../ports/message-archive.ts';
import { dataOf, type LogLine, newline, type Read, readLines } from './log-lines.ts';

/** A part of the log: of some segments, what lies between two positions, in bytes. */
interface Stretch {
  from: Positions;
  upTo: Positions;
}

/** Messages, and the part of the log that they are. */
export interface LogBatch extends Stretch {
  messages: Message[];
}

const suffix = '.ndjson';

/** How often a reader under load looks for what other processes have written, milliseconds. */
const lookMs = 100;

/**
 * The embedded event bus and archive in one: messages are appended to NDJSON segments, which are never changed again, and
 * a consumer remembers how far it has come. Every process writes segments of its own, so writers need no lock; a line
 * that a killed process left unfinished was never accepted, and no reader takes it.
 */
export class EventLog implements MessageArchive {
  readonly #dir: string;
  readonly #clock: Clock;
  /** The one that this process writes: how many lines of it, and how many bytes that are on the disk. */
  #segment: { name: string; file: FileHandle; lines: number; bytes: number } | undefined;
  /** When `read` looked at all segments last, as `performance.now()` has it. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  #appending: Promise<void> = Promise.resolve();
  /** The write that has not begun yet, which further callers may join. */
  #writing: Promise<void> | undefined;
  readonly #waiting: ((nextId: () => string) => LogLine[])[] = [];

  /** @param topic whose messages it holds: a folder of its own under the data folder's `archive`. */
  constructor(dir: string, clock: Clock, topic: Topic | `destinations/${string}` = 'events') {
    this.#dir = join(dir, 'archive', topic);
    this.#clock = clock;
  }

  /** Appends messages and flushes them to the disk. @returns their ids, in order. */
  async append(messages: readonly OutgoingMessage[]): Promise<string[]> {
    const publishTime = new Date(this.#clock()).toISOString();
    const ids: string[] = [];
    await this.#write((nextId) =>
      messages.map(({ data, attributes = {} }) => {
        const id = nextId();
        ids.push(id);
        return { id, publishTime, attributes, ...dataOf(data) };
      }),
    );
    return ids;
  }

  /** Keeps messages of another bus, under the ids that they have there, and flushes them to the disk. */
  keep(messages: readonly Message[]): Promise<void> {
    return this.#write(() =>
      messages.map(({ id, publishTime, attributes, data }) => {
        return { id, publishTime, attributes: { ...attributes }, ...dataOf(data) };
      }),
    );
  }

  /** Callers of the same moment share one write and one flush; a large append is never interleaved with another's. */
  #write(linesOf: (nextId: () => string) => LogLine[]): Promise<void> {
    this.#waiting.push(linesOf);
    this.#writing ??= this.#appending
      .catch(() => undefined)
      .then(() => {
        this.#writing = undefined;
        this.#appending = this.#writeAll(this.#waiting.splice(0));
        return this.#appending;
      });
    return this.#writing;
  }

  async #writeAll(waiting: readonly ((nextId: () => string) => LogLine[])[]): Promise<void> {
    this.#segment ??= await this.#openSegment();
    const segment = this.#segment;
    const nextId = () => {
      segment.lines += 1;
      return `${segment.name}-${segment.lines}`;
    };
    const lines = waiting.flatMap((linesOf) => linesOf(nextId));
    try {
      const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      // Into the memory of the system. A call that comes back by itself would come back behind whatever else is at work here.
      appendFileSync(segment.file.fd, bytes);
      await segment.file.datasync();
      segment.bytes += bytes.length;
    } catch (error) {
      // The segment may end in half a line, which is its end for good.
      this.#segment = undefined;
      await segment.file.close();
      throw error;
    }
  }

  /** The next messages behind `from`, of at most about `maxBytes` but at least one; `undefined` where there are none. */
  async read(from: Positions, maxBytes: number): Promise<LogBatch | undefined> {
    const own = await this.#readOwn(from, maxBytes);
    if (own !== undefined) return own;
    this.#lookedAt = performance.now();
    return this.#readAny(from, maxBytes);
  }

  /**
   * Under load mostly this process has written what there is: to read that takes one call of the system, to look for what others have written
   * takes many. They are looked for every now and then, as where nothing of its own is left.
   */
  async #readOwn(from: Positions, maxBytes: number): Promise<LogBatch | undefined> {
    const own = this.#segment;
    if (own === undefined || performance.now() - this.#lookedAt > lookMs) return undefined;
    const name = `${own.name}${suffix}`;
    const position = from.get(name) ?? 0;
    if (own.bytes <= position) return undefined;
    // Just written, so it comes out of the memory of the system.
    const read: Read = (buffer, at) => readSync(own.file.fd, buffer, 0, buffer.length, at);
    const { messages, end } = await readLines(read, position, maxBytes, own.bytes);
    return { messages, from: new Map([[name, position]]), upTo: new Map([[name, end]]) };
  }

  async #readAny(from: Positions, maxBytes: number): Promise<LogBatch | undefined> {
    const messages: Message[] = [];
    const starts = new Map<string, number>();
    const ends = new Map<string, number>();
    let budget = maxBytes;
    for (const name of await this.segments()) {
      const position = from.get(name) ?? 0;
      const { size } = await stat(join(this.#dir, name));
      if (size <= position) continue;
      const read = await this.#readLines(name, position, budget, size);
      if (read.end === position) continue;
      for (const message of read.messages) messages.push(message);
      starts.set(name, position);
      ends.set(name, read.end);
      budget -= read.end - position;
      if (budget <= 0) break;
    }
    return messages.length === 0 ? undefined : { messages, from: starts, upTo: ends };
  }

  /** Every message behind `from`, in batches. */
  async *readAll(from: Positions = new Map()): AsyncGenerator<LogBatch> {
    const positions = new Map(from);
    for (;;) {
      const batch = await this.#readAny(positions, 1 << 20);
      if (batch === undefined) return;
      for (const [name, end] of batch.upTo) positions.set(name, end);
      yield batch;
    }
  }

  /** Every message up to positions that lie between messages, from others of the kind on, in batches. */
  async *readUpTo(end: Positions, start: Positions = new Map()): AsyncGenerator<LogBatch> {
    for (const name of await this.segments()) {
      const last = end.get(name) ?? 0;
      for (let position = start.get(name) ?? 0; position < last; ) {
        const read = await this.#readLines(
          name,
          position,
          Math.min(last - position, 1 << 20),
          last,
        );
        if (read.end === position) break;
        const from = new Map([[name, position]]);
        position = read.end;
        yield { messages: read.messages, from, upTo: new Map([[name, position]]) };
      }
    }
  }

  /** Where the log ends now. */
  async end(): Promise<Map<string, number>> {
    const end = new Map<string, number>();
    for (const name of await this.segments()) {
      // A line that is not finished is not accepted: a killed writer leaves it so.
      end.set(name, await this.#endOfLines(name));
    }
    return end;
  }

  /** Where the segments end that were written for the last time before a moment, milliseconds since 1970: what came since lies behind. */
  async endBefore(moment: number): Promise<Map<string, number>> {
    const end = new Map<string, number>();
    for (const name of await this.segments()) {
      const { mtimeMs, size } = await stat(join(this.#dir, name));
      if (mtimeMs < moment) end.set(name, size);
    }
    return end;
  }

  /** The names of the segments, oldest first. */
  async segments(): Promise<string[]> {
    const names = await readdir(this.#dir).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.filter((name) => name.endsWith(suffix)).sort();
  }

  async close(): Promise<void> {
    await (this.#writing ?? this.#appending).catch(() => undefined);
    await this.#segment?.file.close();
    this.#segment = undefined;
  }

  async #openSegment() {
    await mkdir(this.#dir, { recursive: true });
    const time = new Date(this.#clock()).toISOString().replaceAll(/[-:.]/g, '');
    const name = `${time}-${randomBytes(4).toString('hex')}`;
    const file = await open(join(this.#dir, `${name}${suffix}`), 'ax+');
    return { name, file, lines: 0, bytes: 0 };
  }

  async #endOfLines(name: string): Promise<number> {
    const file = await open(join(this.#dir, name), 'r');
    try {
      const { size } = await file.stat();
      for (let end = size; end > 0; end -= Math.min(end, 64 * 1024)) {
        const start = Math.max(0, end - 64 * 1024);
        const { buffer, bytesRead } = await file.read(
          Buffer.alloc(end - start),
          0,
          end - start,
          start,
        );
        const last = buffer.subarray(0, bytesRead).lastIndexOf(newline);
        if (last >= 0) return start + last + 1;
      }
      return 0;
    } finally {
      await file.close();
    }
  }

  async #readLines(name: string, position: number, budget: number, last: number) {
    const file = await open(join(this.#dir, name), 'r');
    try {
      const read: Read = async (buffer, at) =>
        (await file.read(buffer, 0, buffer.length, at)).bytesRead;
      return await readLines(read, position, budget, last);
    } finally {
      await file.close();
    }
  }
}
