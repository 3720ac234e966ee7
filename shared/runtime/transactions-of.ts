import type { CanonicalEvent } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import { DisjointSets } from '../domain/identity/disjoint-sets.ts';
import type { IdentityRules } from '../domain/identity/identity-rules.ts';
import type { IdentityCache } from './identity-cache.ts';

/** How much one transaction takes, at most; one person goes into one transaction, whatever that takes. */
export interface TransactionSize {
  people: number;
  /** Of the evidence of profiles that are known: what is not known yet has hardly begun, or is met by chance. */
  bytes: number;
}

interface Person {
  events: CanonicalEvent[];
  /** The evidence of each known profile. */
  bytes: Map<string, number>;
}

/**
 * Splits events into transactions of some people each. Events that name a common identifier stay together, in their order; and so do those whose
 * identifiers are known to be of one profile, or each of them would write it again.
 */
export function transactionsOf(
  events: readonly CanonicalEvent[],
  rules: IdentityRules,
  known: IdentityCache,
  size: TransactionSize,
): CanonicalEvent[][] {
  const sets = new DisjointSets();
  const located = events.map((event) => {
    const identifiers = identifiersOf(event, rules);
    if (identifiers === undefined) return { event, primary: '', profiles: [] };
    const { primary, others } = identifiers;
    for (const other of others) sets.union(primary, other);
    const profiles = [primary, ...others].flatMap((key) => known.get(key) ?? []);
    for (const { profileId } of profiles) sets.union(primary, `profile ${profileId}`);
    return { event, primary, profiles };
  });
  const people = new Map<string, Person>();
  for (const { event, primary, profiles } of located) {
    const root = sets.find(primary);
    const person: Person = people.get(root) ?? { events: [], bytes: new Map() };
    person.events.push(event);
    for (const { profileId, bytes } of profiles) person.bytes.set(profileId, bytes);
    people.set(root, person);
  }
  return [...inTransactions(people.values(), size)];
}

function* inTransactions(
  people: Iterable<Person>,
  atMost: TransactionSize,
): Generator<CanonicalEvent[]> {
  let some: Person[] = [];
  let taken = 0;
  for (const person of people) {
    const bytes = [...person.bytes.values()].reduce((total, each) => total + each, 0);
    const isFull = some.length === atMost.people || taken + bytes > atMost.bytes;
    if (isFull && some.length > 0) {
      yield some.flatMap(({ events }) => events);
      some = [];
      taken = 0;
    }
    some.push(person);
    taken += bytes;
  }
  if (some.length > 0) yield some.flatMap(({ events }) => events);
}
