import { expect, test } from 'vitest';
import { readTwice } from './read-twice.ts';

/** Numbers from 0, and what became of their reading. */
function numbers(count: number, failure?: Error) {
  const reading = { read: 0, ended: false };
  async function* items() {
    try {
      for (; reading.read < count; reading.read += 1) yield reading.read;
      if (failure !== undefined) throw failure;
    } finally {
      reading.ended = true;
    }
  }
  return { reading, items: items() };
}

async function sum(items: AsyncIterable<number>): Promise<number> {
  let total = 0;
  for await (const item of items) total += item;
  return total;
}

async function failAfter(items: AsyncIterable<number>, count: number): Promise<number> {
  for await (const item of items) if (item === count) throw new Error('the disk is full');
  return count;
}

test('two read all of it, and it is read once', async () => {
  const { items, reading } = numbers(1000);
  const last = async (given: AsyncIterable<number>) => {
    let item = -1;
    for await (item of given);
    return item;
  };
  expect(await readTwice(items, sum, last)).toEqual([499_500, 999]);
  expect(reading).toEqual({ read: 1000, ended: true });
});

test('there may be nothing to read', async () => {
  expect(await readTwice(numbers(0).items, sum, sum)).toEqual([0, 0]);
});

test('neither gets far ahead of the other', async () => {
  const { items, reading } = numbers(100_000);
  const first = async (given: AsyncIterable<number>) => {
    let furthest = 0;
    for await (const item of given) furthest = Math.max(furthest, reading.read - item);
    return furthest;
  };
  const [furthest] = await readTwice(items, first, sum);
  expect(furthest).toBeLessThan(200);
});

test.each<[string, number]>([
  ['at once', 0],
  ['in between', 500],
])('where one fails %s, so does the whole, and the reading ends', async (_, at) => {
  for (const swapped of [false, true]) {
    const { items, reading } = numbers(100_000);
    const failing = (given: AsyncIterable<number>) => failAfter(given, at);
    const reads = swapped ? readTwice(items, sum, failing) : readTwice(items, failing, sum);
    await expect(reads).rejects.toThrow('the disk is full');
    expect(reading.ended).toBe(true);
    expect(reading.read).toBeLessThan(at + 200);
  }
});

test('where one never begins to read, its failure is told', async () => {
  const refuse = async () => {
    throw new Error('no such bucket');
  };
  await expect(readTwice(numbers(1000).items, sum, refuse)).rejects.toThrow('no such bucket');
});

test('a failure of the reading itself is told', async () => {
  const { items } = numbers(100, new Error('the store went away'));
  await expect(readTwice(items, sum, sum)).rejects.toThrow('the store went away');
});
