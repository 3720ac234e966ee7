import { expect, it } from 'vitest';
import type { Message } from '../../shared/ports/event-bus.ts';
import { type MessageArchive, messagesOf } from '../../shared/ports/message-archive.ts';

export const archivedMessage = (id: string, publishTime: string, data = '{}'): Message => ({
  id,
  publishTime,
  attributes: { source: 'web', note: 'é' },
  data: Buffer.from(data),
});

export const collected = async (messages: AsyncIterable<Message>): Promise<Message[]> => {
  const all: Message[] = [];
  for await (const message of messages) all.push({ ...message, data: Buffer.from(message.data) });
  return all;
};

const morning = [
  archivedMessage('1', '2026-01-30T23:59:59.999Z', '{"type":"page"}'),
  archivedMessage('2', '2026-01-31T00:00:00.000Z', '\u0000é'),
];
const evening = [archivedMessage('3', '2026-01-31T20:00:00.123Z', '')];

/** What every archive of messages keeps. @param keep archives messages, as one part that was begun at a time. */
export function messageArchiveContract(
  open: () => Promise<{
    archive: MessageArchive;
    keep(begun: string, messages: readonly Message[]): Promise<void>;
  }>,
): void {
  it('gives back every message as it was, and goes on from where a reader was', async () => {
    const { archive, keep } = await open();
    const positions = new Map<string, number>();
    expect(await collected(messagesOf(archive, positions))).toEqual([]);
    await keep('2026-01-31T00:00:01Z', morning);
    expect(await collected(messagesOf(archive, positions))).toEqual(morning);
    expect(await collected(messagesOf(archive, positions))).toEqual([]);
    await keep('2026-01-31T20:00:01Z', evening);
    expect(await collected(messagesOf(archive, positions))).toEqual(evening);
    expect(await collected(messagesOf(archive))).toEqual([...morning, ...evening]);
  });

  it('gives exactly what was accepted in a period', async () => {
    const { archive, keep } = await open();
    await keep('2026-01-31T00:00:01Z', morning);
    await keep('2026-01-31T20:00:01Z', evening);
    const midnight = Date.parse('2026-01-31');
    const of = (period: object) => collected(messagesOf(archive, undefined, period));
    expect(await of({ since: midnight })).toEqual([morning[1], ...evening]);
    expect(await of({ until: midnight })).toEqual([morning[0]]);
    expect(await of({ since: midnight, until: midnight + 1 })).toEqual([morning[1]]);
    expect(await of({ since: midnight + 1, until: midnight + 2 })).toEqual([]);
  });
}
