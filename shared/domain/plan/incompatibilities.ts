import { canonicalJson, type Json } from '../json.ts';
import { type EventSchema, isSchemaNode, type Schema, type SchemaNode } from './event-schema.ts';
import type { Incompatibility } from './incompatibility.ts';
import { pointerStep } from './json-pointer.ts';
import { narrowedLimits, narrowedValues } from './narrowed.ts';
import { Pairing, text } from './pairing.ts';

/**
 * What in a schema would refuse an event that its released version plans, or protect less what it protects. Empty where every event
 * without unplanned properties that was valid still is: then the version may stay. What is unplanned was promised nothing, so a property may
 * be added. Conservative: what can't be told is taken for a break.
 */
export function incompatibilities(released: EventSchema, current: EventSchema): Incompatibility[] {
  const found: Incompatibility[] = [];
  for (const keyword of ['x-event', 'x-type'] as const) {
    if (released[keyword] === current[keyword]) continue;
    const message = `It was released for ${said(released[keyword])}: a schema of another event is another file.`;
    found.push({ rule: 'another-subject', path: `/${keyword}`, message });
  }
  const pairing = new Pairing(released, current);
  return [...found, ...between(pairing, released, current, '')];
}

/** Compares what was released of a place with what is there now. */
function* between(
  pairing: Pairing,
  released: Schema,
  current: Schema,
  path: string,
): Generator<Incompatibility> {
  if (released === false || current === true) return;
  if (current === false) {
    yield { rule: 'nothing-allowed', path, message: 'Nothing is valid here any more.' };
    return;
  }
  const pair = pairing.of(released === true ? {} : released, current);
  if (pair === undefined) return;
  const [before, now] = pair;
  yield* narrowedValues(before, now, path);
  yield* narrowedLimits(before, now, path);
  yield* handlingLost(before, now, path);
  yield* opaqueChanges(pairing, before, now, path);
  yield* objectChanges(pairing, before, now, path);
  yield* itemChanges(pairing, before, now, path);
}

const protection = { drop: 3, hash: 2, mask: 1 } as const;

/** What the platform does with a value before it judges it, and after. */
function* handlingLost(
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  const [was, is] = [before['x-pii'], now['x-pii']];
  if (was !== undefined && (is === undefined || protection[is] < protection[was])) {
    const message = `The value was released as "x-pii": "${was}", and would be ${is === undefined ? 'kept as it is' : `"${is}"`}: those who sent it were promised more.`;
    yield { rule: 'less-private', path: `${path}/x-pii`, message };
  }
  yield* otherCoercion(before, now, path);
  if (text(before, ['x-clean']) !== text(now, ['x-clean'])) {
    const message = 'Cleaned otherwise, a text may be one that the schema refuses.';
    yield { rule: 'other-cleaning', path: `${path}/x-clean`, message };
  }
}

const coercion = ['x-coerce', 'type', 'format'];
const judging = ['enum', 'const', 'pattern', 'minLength', 'maxLength'];

/** A value that is turned into another type, or a time into the one spelling, may be refused as what it is turned into. */
function* otherCoercion(
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  const [was, is] = [before['x-coerce'] === true, now['x-coerce'] === true];
  if (was && !is) {
    const message = 'Values that come as another type would not be turned into theirs any more.';
    yield { rule: 'other-coercion', path: `${path}/x-coerce`, message };
  } else if (
    is &&
    text(before, coercion) !== text(now, coercion) &&
    judging.some((keyword) => now[keyword] !== undefined)
  ) {
    const message =
      'Turned into another type or spelling, a value may be one that the schema refuses.';
    yield { rule: 'other-coercion', path: `${path}/x-coerce`, message };
  }
}

/** What is compared as a whole: the same, or gone, is no narrower. A condition goes with both of its branches. */
const opaque: readonly (readonly string[])[] = [
  ['allOf'],
  ['anyOf'],
  ['oneOf'],
  ['not'],
  ['if', 'then', 'else'],
  ['contains'],
  ['propertyNames'],
  ['dependencies'],
];

function* opaqueChanges(
  pairing: Pairing,
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  for (const keywords of opaque) {
    const isGone = keywords.every((keyword) => now[keyword] === undefined);
    if (pairing.areSame(before, now, keywords)) continue;
    if (isGone && !/"(?:x-|\$ref)/.test(text(before, keywords))) continue;
    const message = `Whether all that was valid still is can't be told of a changed "${keywords.join('", "')}".`;
    yield { rule: 'changed-combination', path: `${path}/${keywords[0]}`, message };
  }
}

function* objectChanges(
  pairing: Pairing,
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  for (const name of now.required ?? []) {
    if (before.required?.includes(name)) continue;
    const message = `"${name}" was optional: events without it would be refused.`;
    yield { rule: 'newly-required', path: `${path}/required`, message };
  }
  const [was, is] = [before.properties ?? {}, now.properties ?? {}];
  for (const [name, schema] of Object.entries(was)) {
    const at = `${path}/properties${pointerStep(name)}`;
    const kept = Object.hasOwn(is, name) ? is[name] : undefined;
    if (kept !== undefined) yield* between(pairing, schema, kept, at);
    else yield* removed(pairing, schema, now, at);
  }
  if (before.properties === undefined && Object.keys(is).length > 0 && !forbidsOthers(before)) {
    const message = 'It was free: an object may hold anything that these would refuse.';
    yield { rule: 'newly-described', path: `${path}/properties`, message };
  }
  yield* restChanges(pairing, before, now, path);
}

const forbidsOthers = ({ additionalProperties }: SchemaNode): boolean =>
  additionalProperties !== undefined && additionalProperties !== true;

/** A property that is not named any more falls under what holds for all others. */
function* removed(
  pairing: Pairing,
  schema: Schema,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  const rest = now.additionalProperties ?? true;
  if (rest === false) {
    yield { rule: 'removed', path, message: 'It was planned, and would be refused now.' };
  } else if (isSchemaNode(schema) && canonicalJson(schema as Json).includes('"x-')) {
    const message = 'How its value is cleaned, and protected, would be forgotten.';
    yield { rule: 'removed', path, message };
  } else yield* between(pairing, schema, rest, path);
}

/** Of properties that are not named. Names that are added take from these. */
function* restChanges(
  pairing: Pairing,
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  if (!pairing.areSame(before, now, ['patternProperties'])) {
    const message = 'Which names a changed pattern takes can’t be told.';
    yield { rule: 'changed-combination', path: `${path}/patternProperties`, message };
  }
  const [was, is] = [before.additionalProperties ?? true, now.additionalProperties ?? true];
  const at = `${path}/additionalProperties`;
  if (is === false && was !== false) {
    yield { rule: 'closed', path: at, message: 'Others were allowed, and would be refused now.' };
  } else yield* between(pairing, was, is, at);
  if (!isSchemaNode(was)) return;
  for (const [name, schema] of Object.entries(now.properties ?? {})) {
    if (Object.hasOwn(before.properties ?? {}, name)) continue;
    yield* between(pairing, was, schema, `${path}/properties${pointerStep(name)}`);
  }
}

function* itemChanges(
  pairing: Pairing,
  before: SchemaNode,
  now: SchemaNode,
  path: string,
): Generator<Incompatibility> {
  const [was, is] = [before.items ?? true, now.items ?? true];
  if (
    (isSchemaNode(was) || typeof was === 'boolean') &&
    (isSchemaNode(is) || typeof is === 'boolean')
  ) {
    yield* between(pairing, was, is, `${path}/items`);
    return;
  }
  if (pairing.areSame(before, now, ['items', 'additionalItems'])) return;
  const message =
    'Whether all that was valid still is can’t be told of a list with a schema for each place.';
  yield { rule: 'changed-combination', path: `${path}/items`, message };
}

const said = (value: unknown): string =>
  value === undefined ? 'no such event' : JSON.stringify(value);
