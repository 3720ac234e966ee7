import { validateCanonicalEvent } from '../../schemas/generated/validators.js';
import type { CanonicalEvent, QuarantinedEvent } from '../domain/event/event.ts';
import { quarantinedEvent } from '../domain/event/validate-arrival.ts';
import type { Message } from '../ports/event-bus.ts';

/**
 * The canonical events of a message between two stages. Only the stage before publishes there; what is not an event all the same is
 * quarantined, so that it neither blocks the topic nor disappears.
 */
export function decodeEvents(message: Message): {
  events: CanonicalEvent[];
  quarantined: QuarantinedEvent[];
} {
  const items = parsed(message);
  const events: CanonicalEvent[] = [];
  const quarantined: QuarantinedEvent[] = [];
  for (const [index, item] of items.entries()) {
    if (validateCanonicalEvent(item)) events.push(item);
    else quarantined.push(notCanonical(message, index, item));
  }
  return { events, quarantined };
}

function parsed({ data }: Message): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return Array.isArray(value) ? value : [value];
  } catch {
    return [undefined];
  }
}

const notCanonical = (message: Message, index: number, item: unknown): QuarantinedEvent =>
  quarantinedEvent(
    {
      source: message.attributes['source'] ?? 'unknown',
      arrival: `${message.id}/${index}`,
      receivedAt: message.publishTime,
      raw: () => (item === undefined ? message.data : JSON.stringify(item)),
    },
    {
      rule: 'not-canonical',
      path: '',
      message: 'Only the stage before publishes on this topic; send events to the topic "events".',
    },
  );
