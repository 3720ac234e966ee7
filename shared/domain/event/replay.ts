import type { QuarantinedEvent } from './event.ts';
import type { IngressMessage } from './expand-message.ts';

/**
 * The attributes of a message by which it repeats what has arrived before.
 * `source` and `receivedAt` are those of the first time, so that the events are what they would have been then.
 */
export interface ReplayAttributes extends Record<string, string> {
  source: string;
  receivedAt: string;
  /** The arrival that the first item of the message repeats. */
  replayOf: string;
  /**
   * Whether the data is what arrived before, from the `quarantine` or the `archive`, or a `correction` of it. What is in the archive for the
   * second time is not replayed from there; a correction is there but once.
   */
  replay: 'quarantine' | 'archive' | 'correction';
}

/** What was quarantined as a message again: as it came, or with other data in its place, or under another source. */
export function replayOfQuarantined(
  event: QuarantinedEvent,
  changes: { data?: Uint8Array | undefined; source?: string | undefined } = {},
): { data: Uint8Array; attributes: ReplayAttributes } {
  return {
    data: changes.data ?? rawBytes(event),
    attributes: {
      ...event.attributes,
      source: changes.source ?? event.source,
      receivedAt: event.receivedAt,
      replayOf: event.replayOf ?? event.arrival,
      replay: changes.data === undefined ? 'quarantine' : 'correction',
      ...(event.canonical && { canonical: 'true' }),
    },
  };
}

/** The bytes as they came. */
export const rawBytes = ({ raw }: QuarantinedEvent): Buffer => Buffer.from(raw.data, raw.encoding);

/** A message of the archive again; `undefined` for one that repeats what the archive holds besides. */
export function replayOfArchived({
  id,
  data,
  attributes,
  publishTime,
}: IngressMessage): { data: Uint8Array; attributes: Record<string, string> } | undefined {
  const { replay, replayOf = `${id}/0`, receivedAt = publishTime } = attributes;
  if (replay === 'quarantine' || replay === 'archive') return undefined;
  return { data, attributes: { ...attributes, receivedAt, replayOf, replay: 'archive' } };
}
