import { describe, expect, it } from 'vitest';
import type { History } from './histories.ts';
import { expectRefused, law, referenceOf } from './law.ts';
import { countOnce } from './reference-groups.ts';
import { type World, worldOf } from './world.ts';

describe('limits', () => {
  it('are kept, and every edge refused for them is visible in the profiles of both ends, with its reason', () =>
    law(async (given, transactions) => {
      const world = await worldOf(transactions, given.rules);
      // Ids that an alias made one count once.
      for (const [kind, count, limit] of countsOf(world, given)) {
        expect(count, kind).toBeLessThanOrEqual(limit);
      }
      expectRefused(world.cores, referenceOf(given));
    }));
});

/** How many of each kind and of all kinds every profile holds, and may hold. */
function countsOf(
  { cores }: World,
  { rules }: History,
): [kind: string, count: number, limit: number][] {
  return cores.flatMap(({ identifiers, edges }) => {
    const keys = Object.keys(identifiers);
    const sameAs = Object.values(edges)
      .filter(({ alias, refused }) => alias !== undefined && refused === undefined)
      .map(({ a, b }) => [a, b] as const);
    const ofKinds = rules.kinds.map(({ kind, limit }): [string, number, number] => {
      const ofKind = keys.filter((key) => key.startsWith(`${kind}:`));
      return [kind, countOnce(ofKind, sameAs), limit ?? 100];
    });
    return [...ofKinds, ['all kinds', keys.length, rules.maxIdentifiers ?? 500]];
  });
}
