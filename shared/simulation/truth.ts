import type { SpecEvent } from '../domain/event/event.ts';
import { normaliseIdentifier } from '../domain/identity/identifier.ts';

/** Who somebody really is, and what they really did: what a platform that sees only the events should find out. */
export interface PersonTruth {
  /** The person's name in the simulation; no event holds it. */
  person: string;
  /** Every identifier that the person was seen with, normalised and sorted, linkable or not. */
  identifiers: Record<'user_id' | 'email' | 'phone' | 'anonymous_id', string[]>;
  /** How many events the person caused, on shared devices too. */
  events: number;
  /** How many orders, and what was paid for them in USD, before refunds. */
  orders: number;
  revenue: number;
  /** Whether another person was seen with one of the identifiers, as with a family's tablet. */
  sharesDevice: boolean;
}

/** A person by name, with all of the events that they caused. */
export interface KnownPerson {
  person: string;
  events: Iterable<SpecEvent>;
}

/** The truth of the people of one household. Nobody outside of it shares an identifier with them. */
export function truthOfHousehold(people: readonly KnownPerson[]): PersonTruth[] {
  const truths = people.map(truthOfPerson);
  return truths.map((truth) => {
    const others = truths.filter((other) => other !== truth);
    const taken = new Set(others.flatMap(({ identifiers }) => identifiers.anonymous_id));
    return { ...truth, sharesDevice: truth.identifiers.anonymous_id.some((id) => taken.has(id)) };
  });
}

function truthOfPerson({ person, events }: KnownPerson): PersonTruth {
  const seen = {
    user_id: new Set<string>(),
    email: new Set<string>(),
    phone: new Set<string>(),
    anonymous_id: new Set<string>(),
  };
  const see = (kind: keyof typeof seen, value: unknown): void => {
    if (typeof value !== 'string') return;
    const identifier = normaliseIdentifier(kind, value);
    if (identifier !== undefined) seen[kind].add(identifier.value);
  };
  let [count, orders, cents] = [0, 0, 0];
  for (const { type, event, userId, anonymousId, traits, properties } of events) {
    count++;
    see('user_id', userId);
    see('anonymous_id', anonymousId);
    if (type === 'identify') {
      see('email', traits?.email);
      see('phone', traits?.phone);
    }
    if (event === 'Order Completed') {
      orders++;
      // In cents, for a sum of decimals has noise.
      cents += Math.round(Number(properties?.revenue) * 100);
    }
  }
  const sorted = (kind: keyof typeof seen): string[] => [...seen[kind]].sort();
  return {
    person,
    identifiers: {
      user_id: sorted('user_id'),
      email: sorted('email'),
      phone: sorted('phone'),
      anonymous_id: sorted('anonymous_id'),
    },
    events: count,
    orders,
    revenue: cents / 100,
    sharesDevice: false,
  };
}
