import type { CanonicalEvent } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import { DisjointSets } from '../domain/identity/disjoint-sets.ts';
import type { IdentityRules } from '../domain/identity/identity-rules.ts';

/** The profiles that one transaction writes, about: enough to share its cost, few enough to stay well under 10 MiB. */
export const peoplePerTransaction = 50;

/** Splits events into transactions of some tens of people each. Events that name a common identifier stay together, in their order. */
export function transactionsOf(
  events: readonly CanonicalEvent[],
  rules: IdentityRules,
): CanonicalEvent[][] {
  const sets = new DisjointSets();
  const primaries = events.map((event) => {
    const identifiers = identifiersOf(event, rules);
    for (const other of identifiers?.others ?? []) sets.union(identifiers?.primary ?? '', other);
    return identifiers?.primary ?? '';
  });
  const people = new Map<string, CanonicalEvent[]>();
  for (const [index, event] of events.entries()) {
    const root = sets.find(primaries[index] ?? '');
    const ofPerson = people.get(root) ?? [];
    ofPerson.push(event);
    people.set(root, ofPerson);
  }
  const groups = [...people.values()];
  const transactions: CanonicalEvent[][] = [];
  for (let start = 0; start < groups.length; start += peoplePerTransaction) {
    transactions.push(groups.slice(start, start + peoplePerTransaction).flat());
  }
  return transactions;
}
