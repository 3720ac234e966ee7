import { documentId } from '../domain/digest.ts';
import type { QuarantinedEvent } from '../domain/event/event.ts';
import type { OutcomeRecord } from '../domain/event/outcome.ts';
import { type QuarantineRecord, rejected, replayed } from '../domain/event/quarantine.ts';
import { type MessageArchive, messagesOf, type Period } from '../ports/message-archive.ts';
import { publishedItems } from '../runtime/publish-batch.ts';

/**
 * The quarantine from two archives: of what was rejected, and of the outcomes told. Either may hold a message more than once, and in
 * any order; each rejection of an arrival counts once, and the latest one says why. By ascending id.
 * @param period when it was rejected, and replayed.
 */
export async function quarantineRecords(
  quarantined: MessageArchive,
  outcomes: MessageArchive,
  period?: Period,
): Promise<QuarantineRecord[]> {
  const records = new Map<string, QuarantineRecord>();
  for (const [event, at] of await rejections(quarantined, period)) {
    records.set(event.id, rejected(records.get(event.id), event, at));
  }
  for await (const [outcome, at] of items<OutcomeRecord>(outcomes, period)) {
    if (outcome.replayOf === undefined) continue;
    const id = documentId(outcome.replayOf);
    const known = records.get(id);
    if (known !== undefined) records.set(id, replayed(known, outcome, at));
  }
  return [...records.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Each arrival once, in the order in which they were rejected. */
async function rejections(
  archive: MessageArchive,
  period: Period | undefined,
): Promise<[QuarantinedEvent, string][]> {
  const byArrival = new Map<string, [QuarantinedEvent, string]>();
  for await (const [event, at] of items<QuarantinedEvent>(archive, period)) {
    if (!byArrival.has(event.arrival)) byArrival.set(event.arrival, [event, at]);
  }
  return [...byArrival.values()].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The items of a topic's messages, each with the time of its message. */
async function* items<T>(
  archive: MessageArchive,
  period: Period | undefined,
): AsyncGenerator<[T, string]> {
  for await (const message of messagesOf(archive, new Map(), period)) {
    for (const item of publishedItems<T>(message)) yield [item, message.publishTime];
  }
}
