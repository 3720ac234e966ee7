import { type DocumentReference, type DocumentSnapshot, Firestore } from '@google-cloud/firestore';
import { expect, test } from 'vitest';
import { type GetAll, readTogether } from './read-all.ts';

const documents = new Firestore({ projectId: 'p' }).collection('profiles');

/** Answers with the ids alone, and keeps what was asked for. */
function recorded(): { asked: string[][]; getAll: GetAll } {
  const asked: string[][] = [];
  const getAll = async (...references: DocumentReference[]) => {
    asked.push(references.map(({ id }) => id));
    if (references.some(({ id }) => id === 'held')) throw new Error('held by others');
    return references.map(({ id }) => ({ id }) as DocumentSnapshot);
  };
  return { asked, getAll };
}

const ids = async (read: ReturnType<GetAll>) => (await read).map(({ id }) => id);

test('reads asked for together are one, and each gets its own documents', async () => {
  const { asked, getAll } = recorded();
  const read = readTogether(getAll);
  const [one, other] = await Promise.all([
    ids(read(documents.doc('a'), documents.doc('b'))),
    ids(read(documents.doc('b'))),
  ]);
  expect([one, other]).toEqual([['a', 'b'], ['b']]);
  expect(await ids(read(documents.doc('c')))).toEqual(['c']);
  expect(asked).toEqual([['a', 'b', 'b'], ['c']]);
});

test('a read that fails fails all that were asked with it, and no later one', async () => {
  const read = readTogether(recorded().getAll);
  const results = await Promise.allSettled([read(documents.doc('a')), read(documents.doc('held'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ids(read(documents.doc('a')))).toEqual(['a']);
});
