import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expandModule, type Instance } from '../../scripts/terraform/expand.ts';
import { type BlockSchema, readProviderSchema } from '../../scripts/terraform/provider-schema.ts';
import { type Files, filesOfDisk, terraformFolder } from '../../scripts/terraform/read-module.ts';
import {
  isList,
  isObject,
  Reference,
  type Value,
  type ValueObject,
} from '../../scripts/terraform/value.ts';
import { checkout } from '../builders/run-cdp.ts';

/** What a deployment would consist of: what the checks look at. */
export interface Deployment {
  instances: readonly Instance[];
  /** The messages of the validations that the variables do not meet. */
  refused: readonly string[];
  schema: ReadonlyMap<string, BlockSchema>;
  files: Files;
}

/** What is wrong with a deployment, and where. */
export interface Finding {
  /** The rule that is broken, in kebab-case. */
  rule: string;
  /** The address of the resource, or the file. */
  at: string;
  message: string;
}

export type Check = (deployment: Deployment) => Finding[];

const schema = readProviderSchema();

/** Expands a folder of `terraform/`, with some files replaced perhaps. */
export async function deploymentOf(
  folder: string,
  inputs: Readonly<Record<string, Value>>,
  files: Files = filesOfDisk,
): Promise<Deployment> {
  const { instances, refused } = await expandModule(join(terraformFolder, folder), inputs, files);
  return { instances, refused, schema, files };
}

/** The files of the disk, one of them changed. @throws where the text to change is not there exactly once. */
export function withChange(path: string, from: string, to: string): Files {
  const file = join(checkout, path);
  const before = readFileSync(file, 'utf8');
  if (before.split(from).length !== 2) throw new Error(`${path} has not "${from}" exactly once`);
  const after = before.replace(from, () => to);
  return {
    ...filesOfDisk,
    read: (asked) => (resolve(asked) === file ? after : filesOfDisk.read(asked)),
  };
}

/** Those of a type. */
export const ofType = ({ instances }: Deployment, ...types: string[]): Instance[] =>
  instances.filter(({ type }) => types.includes(type));

/** A value of a resource by its path, through the first of each nested block. */
export function valueAt(values: ValueObject, ...path: string[]): Value | undefined {
  let value: Value | undefined = values;
  for (const name of path) {
    if (isList(value)) value = value[0];
    value = isObject(value) ? value[name] : undefined;
  }
  return isList(value) && value.length === 0 ? undefined : (value ?? undefined);
}

/** As it stands in a text: a reference as `${address}`. */
export const textAt = (values: ValueObject, ...path: string[]): string =>
  String(valueAt(values, ...path) ?? '');

/** Every reference in a value, those within texts too. */
export function referencesIn(value: Value): string[] {
  if (value instanceof Reference) return [value.address];
  if (typeof value === 'string')
    return [...value.matchAll(/\$\{([^}]+)\}/g)].map(([, at = '']) => at);
  if (isList(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}
