import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { eachOf } from './each-of.ts';

describe('each of some items', () => {
  test('is worked on once, in order, and no more of them at once than are allowed', async () => {
    const begun: number[] = [];
    let [now, most] = [0, 0];
    await eachOf([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      begun.push(item);
      now += 1;
      most = Math.max(most, now);
      await setImmediate();
      now -= 1;
    });
    expect([begun, most, now]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3, 0]);
  });

  test('is left where another has failed, once what was begun is over', async () => {
    const [begun, ended]: number[][] = [[], []];
    const working = eachOf([1, 2, 3, 4, 5], 2, async (item) => {
      begun?.push(item);
      if (item === 1) throw new Error('the first');
      await setImmediate();
      ended?.push(item);
    });
    await expect(working).rejects.toThrow('the first');
    expect([begun, ended]).toEqual([[1, 2], [2]]);
  });

  test('of none is nothing', async () => {
    await eachOf([], 4, () => Promise.reject(new Error('there is nothing')));
  });
});
