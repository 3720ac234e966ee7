import type { LookupConfig } from './enrichment-config.ts';
import type { LookupPaths } from './lookup.ts';
import { isTableName } from './lookup-row.ts';

/** What a row may go into. The rest of an event is the sender's and the platform's, and identity is read from it. */
const open = new Set(['properties', 'context', 'traits']);
const closed = ['context.traits', 'context.externalIds', 'context.consent'];

/** The steps of a lookup's paths. @throws TypeError where they make no sense, saying what to change. */
export function lookupPaths(name: string, config: LookupConfig): LookupPaths {
  const wrong = (what: string) => new TypeError(`enrichment.lookups.${name}: ${what}`);
  if (!isTableName(config.table ?? name)) {
    throw wrong(`"${config.table ?? name}" is no table's name: letters, digits, _ and - are.`);
  }
  const [key, into] = [split(config.key), split(config.into)];
  for (const [path, parts] of [
    [config.key, key],
    [config.into, into],
  ] as const) {
    if (parts === undefined)
      throw wrong(`"${path}" is no path, such as properties.products[].sku.`);
  }
  if (key === undefined || into === undefined) throw wrong('key and into are paths.');
  if (key.list?.join('.') !== into.list?.join('.')) {
    throw wrong(
      `"key" and "into" must both be in the same list, or in none: ${config.key}, ${config.into}.`,
    );
  }
  if (key.rest.length === 0) throw wrong(`"key" must name a member of the items: ${config.key}.`);
  const target = into.list ?? into.rest;
  if (!open.has(target[0] ?? '') || target.length < 2) {
    throw wrong(`"into" must lie within properties, context or traits: ${config.into}.`);
  }
  if (closed.some((path) => target.slice(0, 2).join('.') === path)) {
    throw wrong(`"into" can't be ${config.into}: that is for senders to say.`);
  }
  return { list: key.list, key: key.rest, into: into.rest };
}

/** Rows that one lookup adds are not there yet when another takes its keys. @throws TypeError */
export function assertNoChains(lookups: Readonly<Record<string, LookupConfig>>): void {
  for (const [name, { key }] of Object.entries(lookups)) {
    for (const [other, { into, fields }] of Object.entries(lookups)) {
      if (other === name || !key.startsWith(`${into}.`)) continue;
      const member = key.slice(into.length + 1).split('.')[0] ?? '';
      if (fields !== undefined && !fields.includes(member)) continue;
      throw new TypeError(
        `enrichment.lookups.${name}: its key ${key} is what the lookup "${other}" adds. Put the columns of both tables into one, or give "${other}" the fields that it is to add.`,
      );
    }
  }
}

const step = /^(?!__proto__$|constructor$|prototype$)[^.[\]]+$/;

/** The steps to a list, where there is one, and those from there on. */
function split(path: string): { list: string[] | undefined; rest: string[] } | undefined {
  const [before = '', after, ...more] = path.split('[]');
  const list = after === undefined ? undefined : before.split('.');
  const tail = after === undefined ? before : after.replace(/^\./, '');
  const rest = tail === '' ? [] : tail.split('.');
  const steps = [...(list ?? []), ...rest];
  if (more.length > 0 || steps.length === 0 || !steps.every((part) => step.test(part)))
    return undefined;
  return { list, rest };
}
