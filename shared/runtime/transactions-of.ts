import type { CanonicalEvent } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import { DisjointSets } from '../domain/identity/disjoint-sets.ts';
import type { IdentityRules } from '../domain/identity/identity-rules.ts';
import type { IdentityCache } from './identity-cache.ts';

/**
 * Splits events into transactions of some people each. Events that name a common identifier stay together, in their order; and so do those whose
 * identifiers are known to be of one profile, or each of them would write it again.
 */
export function transactionsOf(
  events: readonly CanonicalEvent[],
  rules: IdentityRules,
  known: IdentityCache,
  peoplePerTransaction: number,
): CanonicalEvent[][] {
  const sets = new DisjointSets();
  const primaries = events.map((event) => {
    const identifiers = identifiersOf(event, rules);
    if (identifiers === undefined) return '';
    const { primary, others } = identifiers;
    for (const other of others) sets.union(primary, other);
    for (const key of [primary, ...others]) {
      const profileId = known.get(key);
      if (profileId !== undefined) sets.union(primary, `profile ${profileId}`);
    }
    return primary;
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
