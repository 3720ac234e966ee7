import type { Message } from '../../shared/ports/event-bus.ts';

interface MessageParts {
  id?: string;
  attributes?: Record<string, string>;
  publishTime?: string;
}

/** A message on `events` of the source `web`, received at noon of the first of January 2026. Bytes are sent as they are, all else as JSON. */
export function aMessage(
  content: unknown,
  { id, attributes, publishTime }: MessageParts = {},
): Message {
  return {
    id: id ?? 'message-1',
    data: content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content)),
    attributes: { source: 'web', ...attributes },
    publishTime: publishTime ?? '2026-01-01T12:00:00.000Z',
  };
}
