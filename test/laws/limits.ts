import { expect } from 'vitest';
import { expectRefused } from './law.ts';
import { countOnce } from './reference-groups.ts';
import type { TriedWorld } from './tried-world.ts';

/** Ids that an alias made one count once; every refused edge is in the profiles of both its ends. */
export function limitsAreKept({ first, given: { rules }, reference }: TriedWorld): void {
  const over = first.cores.flatMap(({ identifiers, edges }) => {
    const keys = Object.keys(identifiers);
    const sameAs = Object.values(edges)
      .filter(({ alias, refused }) => alias !== undefined && refused === undefined)
      .map(({ a, b }) => [a, b] as const);
    const counts = rules.kinds.map(({ kind, limit }): [string, number, number] => {
      const ofKind = keys.filter((key) => key.startsWith(`${kind}:`));
      return [kind, countOnce(ofKind, sameAs), limit ?? 100];
    });
    counts.push(['all kinds', keys.length, rules.maxIdentifiers ?? 500]);
    return counts.filter(([, count, limit]) => count > limit);
  });
  expect(over).toEqual([]);
  expectRefused(first.cores, reference);
}
