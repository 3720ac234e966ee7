import type { Json } from '../json.ts';
import { exampleOf } from './draft-example.ts';
import type { EventSchema, PlannedType, SchemaNode } from './event-schema.ts';
import { looksPersonal } from './looks-personal.ts';
import { nameProblem } from './schema-problems.ts';
import type { Shape, TextShape } from './shape.ts';

/** What a draft is of. */
export interface DraftSubject {
  /** The schema's id without its version, such as `order-completed`. */
  id: string;
  title: string;
  /** The track event, or another type. */
  subject: { event: string } | { type: PlannedType };
}

/**
 * Drafts a schema that takes all the events that a shape was made of, with room for others: what it says is what they have in common, for
 * people to correct. The values are those after cleaning, which the draft declares.
 */
export function draftSchema(
  { id, title, subject }: DraftSubject,
  shape: Shape,
  samples: readonly Json[],
): EventSchema {
  const isEvent = 'event' in subject;
  const of = isEvent ? `the track event ${subject.event}` : `every ${subject.type}`;
  const schema: EventSchema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${id}.v1`,
    title,
    description: `Drafted from ${shape.count} events of ${of}.`,
    ...(isEvent ? { 'x-event': subject.event } : { 'x-type': subject.type }),
    'x-clean': ['trim', 'nfc'],
    type: 'object',
    ...objectKeywords(shape, !isEvent),
  };
  return { ...schema, examples: samples.map((sample) => exampleOf(sample, schema)) };
}

function objectKeywords(shape: Shape, isPerson: boolean): SchemaNode {
  const members = [...shape.members].filter(([name]) => nameProblem(name) === undefined);
  const required = members.filter(([, { count }]) => count === shape.objects).map(([name]) => name);
  return {
    ...(required.length > 0 && { required }),
    ...(members.length > 0 && {
      properties: Object.fromEntries(
        members.map(([name, member]) => [name, nodeOf(name, member, shape.objects, isPerson)]),
      ),
    }),
  };
}

function nodeOf(name: string, shape: Shape, of: number, isPerson: boolean): SchemaNode {
  const types = typesOf(shape);
  const pii = looksPersonal(name, shape, isPerson);
  const onlyTexts = shape.texts.count > 0 && shape.texts.count + shape.nulls === shape.count;
  const values = onlyTexts && !pii ? enumOf(shape) : undefined;
  return {
    description: describe(shape, of, pii),
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...(values !== undefined && { enum: values }),
    ...(shape.texts.count > 0 && values === undefined && textKeywords(shape.texts, onlyTexts)),
    ...(shape.items !== undefined && {
      items: nodeOf(name, shape.items, shape.items.count, isPerson),
    }),
    ...(shape.objects > 0 && objectKeywords(shape, isPerson)),
    ...(pii && { 'x-pii': 'mask' as const }),
  };
}

/** So many numbers, all whole, were no accident. */
const enoughIntegers = 20;

/** Where nothing but null was seen, nothing is known. */
function typesOf({ texts, numbers, integers, booleans, lists, objects, nulls }: Shape): string[] {
  const whole = integers === numbers && numbers >= enoughIntegers;
  const found: [number, string][] = [
    [texts.count, 'string'],
    [numbers, whole ? 'integer' : 'number'],
    [booleans, 'boolean'],
    [lists, 'array'],
    [objects, 'object'],
  ];
  const types = found.filter(([count]) => count > 0).map(([, type]) => type);
  return types.length > 0 && nulls > 0 ? [...types, 'null'] : types;
}

/** Few different texts, each of them again and again, are a choice. */
function enumOf({ texts: { values, count, longest }, nulls }: Shape): Json[] | undefined {
  const isFew = values !== undefined && values.size > 1 && values.size <= 10;
  if (!isFew || longest > 40 || count < values.size * 10) return undefined;
  if ([...values.values()].some((times) => times < 3)) return undefined;
  const listed: Json[] = [...values.keys()].sort();
  return nulls > 0 ? [...listed, null] : listed;
}

const enoughOfFormat = 3;

function textKeywords(
  { shortest, longest, formats, count }: TextShape,
  onlyTexts: boolean,
): SchemaNode {
  const [format] = count >= enoughOfFormat && onlyTexts ? formats : [];
  return {
    ...(shortest > 0 && { minLength: 1 }),
    maxLength: 2 ** Math.ceil(Math.log2(Math.max(16, longest * 2))),
    ...(format !== undefined && { format }),
  };
}

function describe(shape: Shape, of: number, pii: boolean): string {
  const said = [`In ${shape.count} of ${of}.`];
  const { values } = shape.texts;
  if (values !== undefined && values.size > 1) said.push(`${values.size} different texts.`);
  if (shape.texts.count === 0 && shape.nulls === shape.count) said.push('Always null.');
  if (shape.namesAreData) said.push('Its names are data.');
  if (pii) said.push('Looks personal: decide between drop, hash and mask.');
  return said.join(' ');
}
