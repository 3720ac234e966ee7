import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { DisjointSets } from '../../shared/domain/identity/disjoint-sets.ts';
import { identifierKey, normaliseIdentifier } from '../../shared/domain/identity/identifier.ts';
import type { PersonTruth } from '../../shared/simulation/truth.ts';

/** Every identifier of a person, as `kind:value`. */
export const identifiersOfPerson = ({ identifiers }: PersonTruth): string[] =>
  Object.entries(identifiers).flatMap(([kind, values]) =>
    values.map((value) => identifierKey({ kind, value })),
  );

/**
 * What can be known of people from what they did: a person's identifiers, in groups that the events lead from one to another in. A second
 * device that was never logged in on, or a new anonymous id after a log out that nobody followed with a login, is a group of its own:
 * no event says whose it is.
 */
export function linkableGroups(
  truth: readonly PersonTruth[],
  events: Iterable<SpecEvent>,
): string[][] {
  const peopleOf = new Map<string, string[]>();
  for (const person of truth) {
    for (const key of identifiersOfPerson(person)) {
      peopleOf.set(key, [...(peopleOf.get(key) ?? []), person.person]);
    }
  }
  const sets = new DisjointSets();
  for (const event of events) {
    const [first, ...others] = identifiersOfEvent(event);
    if (first === undefined) continue;
    for (const person of peopleOf.get(first) ?? []) {
      for (const other of others) {
        // On a shared device two people are seen; what leads from one to the other says nothing of either.
        if (peopleOf.get(other)?.includes(person))
          sets.union(`${person} ${first}`, `${person} ${other}`);
      }
    }
  }
  const groups = new Map<string, string[]>();
  for (const [key, people] of peopleOf) {
    for (const person of people) {
      const root = sets.find(`${person} ${key}`);
      const group = groups.get(root) ?? [];
      group.push(key);
      groups.set(root, group);
    }
  }
  return [...groups.values()];
}

function identifiersOfEvent({ type, userId, anonymousId, traits }: SpecEvent): string[] {
  const named: [kind: string, value: unknown][] = [
    ['user_id', userId],
    ['anonymous_id', anonymousId],
  ];
  if (type === 'identify') named.push(['email', traits?.email], ['phone', traits?.phone]);
  return named.flatMap(([kind, value]) => {
    const identifier = typeof value === 'string' ? normaliseIdentifier(kind, value) : undefined;
    return identifier === undefined ? [] : [identifierKey(identifier)];
  });
}
