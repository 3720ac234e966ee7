import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairwise } from './pairwise.ts';

/** The definition itself: every pair is looked at. */
function byEveryPair(found: readonly string[][], truth: readonly string[][]) {
  const together = (groups: readonly string[][], one: string, other: string) =>
    groups.some((group) => group.includes(one) && group.includes(other));
  const members = [...new Set([...found, ...truth].flat())];
  let [pairsFound, belonging, both] = [0, 0, 0];
  for (const [index, one] of members.entries()) {
    for (const other of members.slice(index + 1)) {
      const [isFound, belongs] = [together(found, one, other), together(truth, one, other)];
      pairsFound += Number(isFound);
      belonging += Number(belongs);
      both += Number(isFound && belongs);
    }
  }
  return { found: pairsFound, belonging, both };
}

const members = [...'abcdefghij'];

/** Every member in one group, or in none. */
const partitions = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: members.length, maxLength: members.length })
  .map((groups) =>
    [1, 2, 3, 4].map((group) => members.filter((_, index) => groups[index] === group)),
  );

/** Groups that overlap as they like. */
const covers = fc.array(fc.subarray(members), { maxLength: 5 });

describe('pairwise precision and recall', () => {
  it('count what looking at every pair counts, where true groups overlap too', () =>
    fc.assert(
      fc.property(partitions, covers, (found, truth) => {
        expect(pairwise(found, truth)).toMatchObject(byEveryPair(found, truth));
      }),
    ));

  it('are lowered by a wrong join and by a missing one', () => {
    const truth = [
      ['u1', 'a1', 'a2'],
      ['u2', 'a3'],
    ];
    expect(pairwise(truth, truth)).toMatchObject({ precision: 1, recall: 1 });
    expect(pairwise([['u1', 'a1'], ['a2'], ['u2', 'a3']], truth)).toMatchObject({
      precision: 1,
      recall: 2 / 4,
    });
    expect(pairwise([['u1', 'a1', 'a2', 'u2', 'a3']], truth)).toMatchObject({
      precision: 4 / 10,
      recall: 1,
    });
  });

  it('are 1 where there is nothing to join', () => {
    expect(pairwise([['u1'], ['u2']], [['u1'], ['u2']])).toMatchObject({ precision: 1, recall: 1 });
  });
});
