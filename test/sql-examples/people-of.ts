import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { DisjointSets } from '../../shared/domain/identity/disjoint-sets.ts';

/** An event, who did it and when: milliseconds since 1970. */
export interface Happened {
  event: SpecEvent;
  person: string;
  at: number;
}

/**
 * Events with their people, in the order of time: whoever shares a user id, a device or an address is one. Of a shop without shared devices that is all
 * there is to identity.
 */
export function peopleOf(events: readonly SpecEvent[]): Happened[] {
  const sets = new DisjointSets();
  for (const event of events) {
    const [first = '', ...others] = identifiersOf(event);
    for (const other of others) sets.union(first, other);
  }
  const happened = events.map((event) => ({
    event,
    person: sets.find(identifiersOf(event)[0] ?? ''),
    at: Date.parse(String(event.timestamp)),
  }));
  return happened.sort(
    (a, b) => a.at - b.at || (String(a.event.messageId) < String(b.event.messageId) ? -1 : 1),
  );
}

function identifiersOf({ userId, anonymousId, traits }: SpecEvent): string[] {
  const { email, phone } = traits ?? {};
  return [
    ...(userId === undefined ? [] : [`user ${userId.trim()}`]),
    ...(anonymousId === undefined ? [] : [`device ${anonymousId.trim()}`]),
    ...(typeof email === 'string' ? [`email ${email.trim().toLowerCase()}`] : []),
    ...(typeof phone === 'string' ? [`phone ${phone.replace(/[^+\d]/g, '')}`] : []),
  ];
}
