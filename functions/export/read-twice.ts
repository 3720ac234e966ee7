import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Does two things with what is read once. Both must read to the end, and at the same time: neither gets ahead of the other by more than some items. Where
 * one of them fails, or the reading does, everything ends. @throws what failed first.
 */
export async function readTwice<T, A, B>(
  items: AsyncIterable<T>,
  one: (items: AsyncIterable<T>) => Promise<A>,
  other: (items: AsyncIterable<T>) => Promise<B>,
): Promise<[A, B]> {
  const source = Readable.from(items);
  const failures: unknown[] = [];
  const orEndAll = async <Made>(work: Promise<Made>): Promise<Made> => {
    try {
      return await work;
    } catch (error) {
      failures.push(error);
      source.destroy();
      throw error;
    }
  };
  const reader = <Made>(read: (items: AsyncIterable<T>) => Promise<Made>) => {
    const copy = new PassThrough({ objectMode: true });
    return [orEndAll(read(copy)), orEndAll(pipeline(source, copy))] as const;
  };
  const [[first, firstCopied], [second, secondCopied]] = [reader(one), reader(other)];
  // Nothing goes on behind the back of whoever is told of a failure.
  await Promise.allSettled([first, firstCopied, second, secondCopied]);
  if (failures.length > 0) throw failures[0];
  return Promise.all([first, second]);
}
