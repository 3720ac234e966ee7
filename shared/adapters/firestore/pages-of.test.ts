import { type Query, QueryDocumentSnapshot } from '@google-cloud/firestore';
import { expect, test } from 'vitest';
import { pagesOf } from './pages-of.ts';

const ids = Array.from({ length: 25 }, (_, nth) => String(nth).padStart(2, '0'));

const snapshotOf = (id: string): QueryDocumentSnapshot =>
  Object.create(QueryDocumentSnapshot.prototype, {
    id: { value: id },
    data: { value: () => ({ id }) },
  });

/** A query of all documents by id, in a client that leaves the last documents of its first page out. */
class Breaking {
  readonly #size: number;
  readonly #after: string;
  readonly #asked: string[];
  readonly #leftOut: number;

  constructor(leftOut: number, asked: string[] = [], size = 0, after = '') {
    this.#leftOut = leftOut;
    this.#asked = asked;
    this.#size = size;
    this.#after = after;
  }

  limit(size: number): Breaking {
    return new Breaking(this.#leftOut, this.#asked, size, this.#after);
  }

  startAfter({ id }: { id: string }): Breaking {
    return new Breaking(this.#leftOut, this.#asked, this.#size, id);
  }

  async *stream() {
    this.#asked.push(this.#after);
    const page = ids.filter((id) => id > this.#after).slice(0, this.#size);
    // What is no document comes in between.
    yield {};
    for (const id of page.slice(0, this.#after === '' ? page.length - this.#leftOut : undefined))
      yield snapshotOf(id);
  }
}

async function read(leftOut: number): Promise<{ found: unknown[]; asked: string[] }> {
  const asked: string[] = [];
  const query = new Breaking(leftOut, asked) as unknown as Query;
  const found: unknown[] = [];
  for await (const item of pagesOf(query, 10, (_, { id }) => id)) found.push(item);
  return { found, asked };
}

test('all pages are read, each behind the one before, up to one that is empty', async () => {
  expect(await read(0)).toEqual({ found: ids, asked: ['', '09', '19', '24'] });
});

test('a page that came short is not the end', async () => {
  expect((await read(4)).found).toEqual(ids);
});
