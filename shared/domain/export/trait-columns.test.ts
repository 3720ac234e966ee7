import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenColumns, traitColumns, traitColumnType } from './trait-columns.ts';

test('a trait is a column of its type, and another of another type', () => {
  expect(
    traitColumns({ plan: 'pro', age: 41, paid: true, tags: ['a'], address: {}, none: null }),
  ).toEqual({ trait_plan: 'pro', trait_age__number: 41, trait_paid__bool: true });
  expect(traitColumns({ age: '41' })).toEqual({ trait_age: '41' });
});

test.each([
  ['firstName', 'trait_first_name'],
  ['First Name', 'trait_first_name'],
  ['2nd-plan', 'trait_2nd_plan'],
  ['a__number', 'trait_a_number'],
])('%s is the column %s', (name, column) => {
  expect(traitColumns({ [name]: 'x' })).toEqual({ [column]: 'x' });
});

test('what has no name in small letters, or too long a one, is no column', () => {
  expect(traitColumns({ 東京: 'x', '': 'y', ['a'.repeat(200)]: 'z' })).toEqual({});
});

test('of two traits of one column, the one that is spelt like it wins, in any order', () => {
  const both = { trait_plan: 'exact' };
  expect(traitColumns({ Plan: 'other', plan: 'exact' })).toEqual(both);
  expect(traitColumns({ plan: 'exact', Plan: 'other' })).toEqual(both);
});

test('no value meets a column of another type, and no two columns differ in case alone', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean())),
      (traits) => {
        const columns = Object.entries(traitColumns(traits));
        const types = { string: 'STRING', number: 'FLOAT64', boolean: 'BOOL' } as const;
        for (const [name, value] of columns) {
          expect(name).toMatch(/^trait_[a-z0-9]+(_[a-z0-9]+)*(__number|__bool)?$/);
          expect(types[typeof value as keyof typeof types]).toBe(traitColumnType(name));
        }
      },
    ),
  );
});

test('a table keeps the columns that it has, and takes new ones by name as long as there is room', () => {
  expect(chosenColumns(['trait_z'], ['trait_b', 'trait_a', 'trait_z'], 2)).toEqual([
    'trait_a',
    'trait_z',
  ]);
  expect(chosenColumns(['trait_y', 'trait_z'], ['trait_a'], 1)).toEqual(['trait_y', 'trait_z']);
});
