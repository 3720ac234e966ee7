import { join } from 'node:path';
import type { Files } from './read-module.ts';
import { EvaluationError, isList, isObject, Reference, textOf, type Value } from './value.ts';

/** What a function of the Terraform language comes to. Those that must not evaluate all their arguments are elsewhere. */
export type TerraformFunction = (args: readonly Value[], files: Files) => Value;

const list = (value: Value | undefined): Value[] => {
  if (isList(value)) return value;
  if (isObject(value)) return Object.values(value);
  throw new EvaluationError(`${JSON.stringify(value)} is no list`);
};

const object = (value: Value | undefined) => {
  if (isObject(value)) return value;
  throw new EvaluationError(`${JSON.stringify(value)} is no object`);
};

const number = (value: Value | undefined): number => {
  const read = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (Number.isNaN(read)) throw new EvaluationError(`${JSON.stringify(value)} is no number`);
  return read;
};

const text = (value: Value | undefined): string => textOf(value ?? null);

/** Values are equal by what they are written as. */
export const sameValue = (one: Value, other: Value): boolean => written(one) === written(other);

const written = (value: Value): string =>
  JSON.stringify(value, (_, part: Value) => (part instanceof Reference ? String(part) : part));

const distinct = (values: readonly Value[]): Value[] =>
  values.filter((value, at) => values.findIndex((other) => sameValue(other, value)) === at);

const flatten = (values: readonly Value[]): Value[] =>
  values.flatMap((value) => (isList(value) ? flatten(value) : [value]));

function one(values: readonly Value[]): Value {
  if (values.length > 1) throw new EvaluationError('one() of several');
  return values[0] ?? null;
}

function coalesce(values: readonly Value[]): Value {
  const found = values.find((value) => value !== null && value !== '');
  if (found === undefined) throw new EvaluationError('coalesce() of nothing');
  return found;
}

/** The functions that the files of `terraform/` call. */
export const functions: Readonly<Record<string, TerraformFunction>> = {
  alltrue: ([values]) => list(values).every((value) => value === true),
  base64encode: ([value]) => Buffer.from(text(value)).toString('base64'),
  coalesce,
  concat: (lists) => lists.flatMap(list),
  contains: ([values, value = null]) => list(values).some((other) => sameValue(other, value)),
  distinct: ([values]) => distinct(list(values)),
  file: ([path], files) => files.read(text(path)),
  fileset: ([folder, pattern], files) => {
    const end = text(pattern).replace(/^\*/, '');
    return files.list(join(text(folder))).filter((name) => name.endsWith(end));
  },
  flatten: ([values]) => flatten(list(values)),
  floor: ([value]) => Math.floor(number(value)),
  join: ([separator, values]) => list(values).map(textOf).join(text(separator)),
  jsondecode: ([value]) => JSON.parse(text(value)) as Value,
  jsonencode: ([value = null]) => written(value),
  keys: ([value]) => Object.keys(object(value)).sort(),
  length: ([value]) => (typeof value === 'string' ? value.length : list(value).length),
  lower: ([value]) => text(value).toLowerCase(),
  merge: (objects) =>
    Object.assign({}, ...objects.map((value) => (value === null ? {} : object(value)))),
  min: (values) => Math.min(...values.map(number)),
  one: ([values]) => one(list(values)),
  regex: ([pattern, value]) => {
    const found = new RegExp(text(pattern)).exec(text(value));
    if (found === null) throw new EvaluationError(`${text(value)} is not like ${text(pattern)}`);
    return found[0];
  },
  replace: ([value, search, replacement]) =>
    text(value).replaceAll(text(search), text(replacement)),
  setunion: (sets) => distinct(sets.flatMap(list)),
  slice: ([values, from, to]) => list(values).slice(number(from), number(to)),
  tolist: ([values]) => list(values),
  tonumber: ([value]) => number(value),
  toset: ([values]) => distinct(list(values)),
  tostring: ([value]) => text(value),
  trimsuffix: ([value, suffix]) =>
    text(value).endsWith(text(suffix)) ? text(value).slice(0, -text(suffix).length) : text(value),
  values: ([value]) => {
    const read = object(value);
    return Object.keys(read)
      .sort()
      .map((key) => read[key] ?? null);
  },
};
