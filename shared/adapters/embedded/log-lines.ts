import { isUtf8 } from 'node:buffer';
import type { Message } from '../../ports/event-bus.ts';

/** A line of a segment. */
export interface LogLine {
  id: string;
  publishTime: string;
  attributes: Record<string, string>;
  /** The data as text, or in base64 where it is not UTF-8. */
  data?: string;
  base64?: string;
}

export const newline = 10;

/** Fills a buffer with what lies behind a position of a segment. @returns how many bytes there were. */
export type Read = (buffer: Buffer, position: number) => number | Promise<number>;

/** Whole lines from a position on, and none behind `last`; the window grows where one line is larger than it. */
export async function readLines(
  read: Read,
  position: number,
  budget: number,
  last: number,
): Promise<{ messages: Message[]; end: number }> {
  let window = Math.min(Math.max(budget, 64 * 1024), last - position);
  for (;;) {
    const buffer = Buffer.alloc(window);
    const bytesRead = await read(buffer, position);
    const end = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
    if (end > 0) {
      const lines = buffer
        .subarray(0, end - 1)
        .toString('utf8')
        .split('\n');
      return { messages: lines.map(messageOf), end: position + end };
    }
    if (bytesRead < window || window === last - position) return { messages: [], end: position };
    window = Math.min(window * 2, last - position);
  }
}

export const dataOf = (data: Uint8Array): { data: string } | { base64: string } => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return isUtf8(bytes) ? { data: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
};

function messageOf(line: string): Message {
  const { id, publishTime, attributes, data, base64 } = JSON.parse(line) as LogLine;
  return {
    id,
    publishTime,
    attributes,
    data: base64 === undefined ? Buffer.from(data ?? '') : Buffer.from(base64, 'base64'),
  };
}
