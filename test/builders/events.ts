import type { CanonicalEvent } from '../../shared/domain/event/event.ts';

let made = 0;

/** A canonical event of the source `web`; a page view of user u1 where nothing else is said. Every one has a messageId of its own. */
export function anEvent(parts: Partial<CanonicalEvent>): CanonicalEvent {
  made += 1;
  return {
    source: 'web',
    messageId: `m${made}`,
    type: 'page',
    userId: 'u1',
    timestamp: '2026-01-01T12:00:00.000Z',
    receivedAt: '2026-01-01T12:00:00.000Z',
    arrival: `message-${made}/0`,
    ...parts,
  };
}
