import { canonicalJson, type Json } from '../json.ts';
import type { SchemaNode } from './event-schema.ts';
import type { Incompatibility } from './incompatibility.ts';

/** Which values of their types are left: types, enumerations, patterns and formats. */
export function* narrowedValues(
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  const lost = lostTypes(before, now);
  if (lost.length > 0) {
    const message = `Values of the type ${lost.join(', ')} were valid.`;
    yield { rule: 'narrower-type', path: `${path}/type`, message };
  }
  const allowed = valuesOf(now);
  const was = valuesOf(before);
  const gone = was?.filter((value) => allowed !== undefined && !allowed.includes(value));
  if (allowed !== undefined && (was === undefined || (gone ?? []).length > 0)) {
    const message = was === undefined ? 'Any value was valid.' : `${gone?.join(', ')} was valid.`;
    yield { rule: 'narrower-enum', path: `${path}/enum`, message };
  }
  for (const keyword of ['pattern', 'format'] as const) {
    if (now[keyword] === undefined || now[keyword] === before[keyword]) continue;
    const message = `Texts that are not of the ${keyword} ${now[keyword]} were valid, or may have been.`;
    yield { rule: `other-${keyword}`, path: `${path}/${keyword}`, message };
  }
}

const everyType = ['array', 'boolean', 'null', 'number', 'object', 'string'];

function lostTypes(before: SchemaNode, now: SchemaNode): string[] {
  if (now.type === undefined) return [];
  const is = [now.type].flat();
  const was = before.type === undefined ? typesOfValues(before) : [before.type].flat();
  return was.filter((type) => !is.includes(type) && !(type === 'integer' && is.includes('number')));
}

/** An enumeration without a type has those of its values. */
function typesOfValues({ enum: values, const: only }: SchemaNode): string[] {
  const listed = values ?? (only === undefined ? undefined : [only]);
  return listed === undefined ? everyType : [...new Set(listed.map(typeOf))];
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** The values that an enumeration or a constant leaves, as texts. */
function valuesOf({ enum: values, const: only }: SchemaNode): string[] | undefined {
  const listed =
    only === undefined
      ? values
      : (values ?? [only]).filter((value) => canonicalJson(value) === canonicalJson(only));
  return listed?.map((value) => canonicalJson(value));
}

const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];

/** How large, how long and how many. */
export function* narrowedLimits(
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  for (const keyword of [...upper, ...lower]) {
    const [was, is] = [before[keyword], now[keyword]];
    if (typeof is !== 'number') continue;
    const isWider = typeof was === 'number' && (upper.includes(keyword) ? is >= was : is <= was);
    if (isWider || isTrivial(keyword, is)) continue;
    const message = `${keyword} was ${was ?? 'not set'}, and is ${is}: values beyond it were valid.`;
    yield { rule: 'narrower-limit', path: `${path}/${keyword}`, message };
  }
  const [was, is] = [before['multipleOf'], now['multipleOf']];
  if (is !== undefined && is !== was) {
    const message = 'Numbers that are no multiple of it were valid, or may have been.';
    yield { rule: 'narrower-limit', path: `${path}/multipleOf`, message };
  }
  if (now['uniqueItems'] === true && before['uniqueItems'] !== true) {
    const message = 'Lists with the same item twice were valid.';
    yield { rule: 'narrower-limit', path: `${path}/uniqueItems`, message };
  }
}

/** A least length of nothing leaves all. */
const isTrivial = (keyword: string, limit: number): boolean =>
  limit <= 0 && ['minLength', 'minItems', 'minProperties'].includes(keyword);
