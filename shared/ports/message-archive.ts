import type { Message } from './event-bus.ts';

/** How much of each part of an archive has been read, by the part's name. */
export type Positions = ReadonlyMap<string, number>;

/** When messages were accepted by the bus, milliseconds since 1970: from `since` on, and before `until`. */
export interface Period {
  since?: number | undefined;
  until?: number | undefined;
}

/** Messages, and how far the parts that they lie in are read with them. */
export interface ArchiveBatch {
  messages: Message[];
  upTo: Positions;
}

/** An archive is not there, may not be read, or is damaged; the message says which part of it. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** Every message of a topic, kept for good; some of them more than once, for a bus delivers at least once. */
export interface MessageArchive {
  /**
   * The messages behind some positions, in batches, the parts oldest first. @param period what the reader wants: an archive may leave out
   * what is not of it, and need not. @throws ArchiveError
   */
  readAll(from?: Positions, period?: Period): AsyncIterable<ArchiveBatch>;
}

const isWithin = (publishTime: string, { since, until }: Period): boolean => {
  const at = Date.parse(publishTime);
  return (since === undefined || at >= since) && (until === undefined || at < until);
};

/** Exactly the messages of a period, behind some positions, which are moved on. */
export async function* messagesOf(
  archive: MessageArchive,
  positions: Map<string, number> = new Map(),
  period: Period = {},
): AsyncGenerator<Message> {
  for await (const { messages, upTo } of archive.readAll(positions, period)) {
    for (const message of messages) if (isWithin(message.publishTime, period)) yield message;
    for (const [part, position] of upTo) positions.set(part, position);
  }
}
