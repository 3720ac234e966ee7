import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.ts';

describe('group commit', () => {
  it('commits at once where nobody else does', async () => {
    const commits: number[][] = [];
    const group = new GroupCommit<number>(async (items) => void commits.push([...items]), 10);
    await group.add([1]);
    await group.add([2, 3]);
    expect(commits).toEqual([[1], [2, 3]]);
  });

  it('gathers callers while a commit is on its way, up to its bound', async () => {
    const commits: number[][] = [];
    let release = () => {};
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const group = new GroupCommit<number>(async (items) => {
      commits.push([...items]);
      if (commits.length === 1) await first;
    }, 3);
    const all = [group.add([1]), group.add([2]), group.add([3, 4]), group.add([5, 6, 7, 8])];
    release();
    await Promise.all(all);
    expect(commits).toEqual([[1], [2, 3, 4], [5, 6, 7, 8]]);
  });

  it('answers each caller on the fate of its own items, whatever the schedule', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (scheduler, callers) => {
          const committed = new Set<string>();
          const group = new GroupCommit<{ id: string; poison: boolean }>(async (items) => {
            await scheduler.schedule(Promise.resolve());
            if (items.some(({ poison }) => poison)) throw new Error('poison');
            for (const { id } of items) committed.add(id);
          }, 4);
          const answers = callers.map((poisons, caller) => {
            const items = poisons.map((poison, index) => ({ id: `${caller}.${index}`, poison }));
            return scheduler
              .schedule(Promise.resolve())
              .then(() => group.add(items))
              .then(
                () => items.every(({ id }) => committed.has(id)),
                () => items.some(({ poison }) => poison),
              );
          });
          const [answered] = await Promise.all([Promise.all(answers), scheduler.waitIdle()]);
          expect(answered).toEqual(callers.map(() => true));
        },
      ),
    );
  });
});
