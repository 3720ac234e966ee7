import type { BlockSchema } from '../../../scripts/terraform/provider-schema.ts';
import {
  isList,
  isObject,
  type Value,
  type ValueObject,
} from '../../../scripts/terraform/value.ts';
import type { Check, Deployment, Finding } from '../deployment.ts';
import { referencesIn } from '../deployment.ts';

/** Every argument, block and reference is one that the provider knows, and what it requires is there. */
export const providerSchema: Check = (deployment) =>
  deployment.instances.flatMap(({ address, type, values }) => {
    const schema = deployment.schema.get(type);
    if (schema === undefined) {
      return [
        finding(
          'unknown-type',
          address,
          `${type} is unknown: misspelt, or run scripts/derive-provider-schema.ts`,
        ),
      ];
    }
    return [...inBlock(address, values, schema), ...references(address, values, deployment)];
  });

const finding = (rule: string, at: string, message: string): Finding => ({ rule, at, message });

function inBlock(at: string, values: ValueObject, schema: BlockSchema): Finding[] {
  const missing = schema.required
    .filter((name) => (values[name] ?? null) === null)
    .map((name) => finding('missing-argument', at, `${name} is required`));
  const missingBlocks = Object.entries(schema.blocks)
    .filter(([name, { isRequired }]) => isRequired && blocks(values[name]).length === 0)
    .map(([name]) => finding('missing-argument', at, `a block ${name} is required`));
  const given = Object.entries(values).flatMap(([name, value]) =>
    argument(at, name, value, schema),
  );
  return [...missing, ...missingBlocks, ...given];
}

const blocks = (value: Value | undefined): Value[] => (isList(value) ? value : []);

function argument(at: string, name: string, value: Value, schema: BlockSchema): Finding[] {
  if (schema.required.includes(name) || schema.optional.includes(name)) return [];
  if (schema.computed.includes(name))
    return [finding('read-only-argument', at, `${name} can't be set`)];
  const block = schema.blocks[name];
  if (block === undefined)
    return [finding('unknown-argument', at, `${name} is unknown to the provider`)];
  if (!isList(value))
    return [finding('not-a-block', at, `${name} is a block: write it without "="`)];
  const tooMany =
    value.length > 1 && !block.isList
      ? [finding('repeated-block', at, `${name} may be there once`)]
      : [];
  const nested = value.flatMap((item) =>
    isObject(item) ? inBlock(`${at} ${name}`, item, block) : [],
  );
  return [...tooMany, ...nested];
}

const addressed =
  /^(?<resource>.*?)(?<type>(data\.)?(google|archive)_\w+)\.(?<name>[\w-]+)(\[[^\]]*\])?\.(?<path>.+)$/;

/** A reference names a resource of the configuration, and something to be read of it. */
function references(at: string, values: ValueObject, { instances, schema }: Deployment): Finding[] {
  const addresses = new Set(instances.map(({ address }) => address));
  return referencesIn(values).flatMap((reference) => {
    const { type = '', path = '' } = addressed.exec(reference)?.groups ?? {};
    const resource = reference.slice(0, reference.length - path.length - 1);
    if (!addresses.has(resource))
      return [finding('unknown-reference', at, `${reference} is no resource`)];
    const known = schema.get(type);
    if (known === undefined || isReadable(path.split('.'), known)) return [];
    return [finding('unknown-reference', at, `${reference}: ${type} has no ${path}`)];
  });
}

function isReadable([first = '', ...rest]: readonly string[], schema: BlockSchema): boolean {
  const name = first.replace(/\[.*/, '');
  const block = schema.blocks[name];
  if (block !== undefined && rest.length > 0) return isReadable(rest, block);
  return (
    block !== undefined ||
    [schema.required, schema.optional, schema.computed].some((names) => names.includes(name))
  );
}
