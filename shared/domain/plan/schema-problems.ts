import {
  type EventSchema,
  isSchemaNode,
  plannedTypes,
  resolveRef,
  type SchemaNode,
} from './event-schema.ts';
import { formats } from './formats.ts';
import { pointerStep } from './json-pointer.ts';
import { linearPattern } from './linear-pattern.ts';
import { piiRules } from './planned-value.ts';
import { type Subschema, subschemas } from './subschemas.ts';

/** What is wrong with a schema. */
export interface Problem {
  /** The schema's name. */
  schema: string;
  /** In kebab-case. */
  rule: string;
  /** Where in the schema, as a JSON pointer; empty for the whole. */
  path: string;
  /** What is wrong and what to do, for people. */
  message: string;
}

type Found = Omit<Problem, 'schema'>;

/** What an event schema has to keep to besides JSON Schema: how it is named, and what makes it safe to run on anybody's input. */
export function schemaProblems(schema: EventSchema, name: string): Problem[] {
  const found = [...headProblems(schema, name)];
  for (const subschema of subschemas(schema)) found.push(...problemsAt(subschema, schema));
  return found.map((problem) => ({ schema: name, ...problem }));
}

const draft = 'http://json-schema.org/draft-07/schema#';
const fileName = /^[a-z0-9]+(?:-[a-z0-9]+)*\.v[1-9]\d{0,5}$/;

function* headProblems(schema: EventSchema, name: string): Generator<Found> {
  if (schema['$schema'] !== draft) {
    yield {
      rule: 'draft',
      path: '/$schema',
      message: `Say which draft it is: "$schema": "${draft}".`,
    };
  }
  if (!fileName.test(name)) {
    const message =
      'Name the file <event>.v<N>.schema.json, such as order-completed.v1.schema.json.';
    yield { rule: 'file-name', path: '', message };
  }
  if (schema.$id !== name) {
    yield {
      rule: 'id',
      path: '/$id',
      message: `Its "$id" has to be "${name}", as its file is named.`,
    };
  }
  if (typeof schema.title !== 'string' || !/^[A-Z][A-Za-z0-9]*$/.test(schema.title)) {
    const message = 'Give it a "title" that can name its type, such as OrderCompleted.';
    yield { rule: 'title', path: '/title', message };
  }
  if (schema.type !== 'object') {
    const message = 'Traits and properties are objects: "type": "object".';
    yield { rule: 'root-type', path: '/type', message };
  }
  yield* subjectProblems(schema);
}

function* subjectProblems({
  'x-event': event,
  'x-type': type,
  'x-pii': pii,
}: EventSchema): Generator<Found> {
  if ((event === undefined) === (type === undefined)) {
    const message = `Say what it describes: "x-event", the name of a track event, or "x-type", one of ${plannedTypes.join(', ')}.`;
    yield { rule: 'subject', path: '', message };
  }
  if (event !== undefined && (typeof event !== 'string' || event === '')) {
    yield { rule: 'subject', path: '/x-event', message: '"x-event" is the name of a track event.' };
  }
  if (type !== undefined && !plannedTypes.includes(type)) {
    const message = `"x-type" is one of ${plannedTypes.join(', ')}; track events are named by "x-event".`;
    yield { rule: 'subject', path: '/x-type', message };
  }
  if (pii !== undefined) {
    const message = 'Say of each property what becomes of it; all of them at once is nothing left.';
    yield { rule: 'x-pii', path: '/x-pii', message };
  }
}

/** Within these nothing is cleaned, dropped, hashed or masked. */
const withoutEffect = /\/(?:not|contains|additionalItems|propertyNames|dependencies)(?:\/|$)/;

function* problemsAt({ pointer, node }: Subschema, root: SchemaNode): Generator<Found> {
  yield* patternProblems(node, pointer);
  yield* referenceProblems(node, pointer, root);
  yield* ownKeywordProblems(node, pointer);
  if (node.format !== undefined && !Object.hasOwn(formats, node.format)) {
    const message = `The format ${node.format} is unknown. Known are ${Object.keys(formats).join(', ')}.`;
    yield { rule: 'format', path: `${pointer}/format`, message };
  }
  if (node['uniqueItems'] === true && node['maxItems'] === undefined) {
    const message =
      'To compare all items with each other takes the square of their number: set "maxItems".';
    yield { rule: 'unbounded', path: `${pointer}/uniqueItems`, message };
  }
  for (const name of Object.keys(node.properties ?? {})) {
    const message = nameProblem(name);
    if (message === undefined) continue;
    yield { rule: 'property-name', path: `${pointer}/properties${pointerStep(name)}`, message };
  }
}

/** Why no schema can plan a property of this name; `undefined` where one can. */
export function nameProblem(name: string): string | undefined {
  if (name in Object.prototype) {
    return `"${name}" is what every object of JavaScript has: name the property otherwise.`;
  }
  return /\p{Surrogate}/u.test(name)
    ? 'The name holds half of a character, which no file can spell.'
    : undefined;
}

function* patternProblems(node: SchemaNode, pointer: string): Generator<Found> {
  if (node.pattern !== undefined) {
    yield* nonlinear(node.pattern, `${pointer}/pattern`);
    if (node.maxLength === undefined) {
      const message =
        'A pattern has to know how long a text may be: set "maxLength", which is asked first.';
      yield { rule: 'unbounded', path: `${pointer}/pattern`, message };
    }
  }
  for (const pattern of Object.keys(node.patternProperties ?? {})) {
    yield* nonlinear(pattern, `${pointer}/patternProperties`);
    const names = node['propertyNames'];
    if (isSchemaNode(names) && names.maxLength !== undefined) continue;
    const message =
      'Patterns of names have to know how long one may be: set "propertyNames": { "maxLength": … }.';
    yield { rule: 'unbounded', path: `${pointer}/patternProperties`, message };
  }
}

function* nonlinear(pattern: string, path: string): Generator<Found> {
  try {
    linearPattern(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `RE2, which takes a time linear in the text, can't take the pattern (${reason}). Instead of (?=…), (?!…) and (?<=…) use "allOf" and "not" with a pattern each; instead of \\1 spell it out, or use "enum"; repeat at most 1000 times.`;
    yield { rule: 'pattern', path, message };
  }
}

const besideReferences = /^(?:title|description|default|examples|x-.*)$/;

function* referenceProblems(node: SchemaNode, pointer: string, root: SchemaNode): Generator<Found> {
  const { $ref, ...beside } = node;
  if ($ref !== undefined) {
    const target = $ref.startsWith('#/definitions/') ? resolveRef(root, $ref) : undefined;
    if (target === undefined || (isSchemaNode(target) && target.$ref !== undefined)) {
      const message = `${$ref} leads to no definition: a schema refers to its own, #/definitions/NAME, and not over another reference.`;
      yield { rule: 'reference', path: `${pointer}/$ref`, message };
    }
    const judging = Object.keys(beside).filter((keyword) => !besideReferences.test(keyword));
    if (judging.length > 0) {
      const message = `Put ${judging.join(', ')} into the definition: it is easily overlooked beside a reference.`;
      yield { rule: 'reference', path: `${pointer}/$ref`, message };
    }
  }
  for (const [keyword, value] of Object.entries(node)) {
    if (!isSchemaNode(value) || !Object.hasOwn(value, '$data')) continue;
    const message =
      'The data must not decide what is valid: give the limit here instead of "$data".';
    yield { rule: 'data-reference', path: `${pointer}/${keyword}`, message };
  }
}

const coercible = new Set(['number', 'integer', 'boolean', 'string', 'null']);

function* ownKeywordProblems(node: SchemaNode, pointer: string): Generator<Found> {
  const { 'x-pii': pii, 'x-coerce': coerce, 'x-clean': clean } = node;
  for (const [keyword, value] of Object.entries({
    'x-pii': pii,
    'x-coerce': coerce,
    'x-clean': clean,
  })) {
    if (value === undefined || !withoutEffect.test(pointer)) continue;
    const message = `"${keyword}" has no effect here: say it of the property itself.`;
    yield { rule: keyword, path: `${pointer}/${keyword}`, message };
  }
  if (pii !== undefined && !piiRules.includes(pii)) {
    const message = `"x-pii" is one of ${piiRules.join(', ')}.`;
    yield { rule: 'x-pii', path: `${pointer}/x-pii`, message };
  }
  const steps: unknown = clean;
  if (
    steps !== undefined &&
    !(Array.isArray(steps) && steps.every((step) => step === 'trim' || step === 'nfc'))
  ) {
    yield {
      rule: 'x-clean',
      path: `${pointer}/x-clean`,
      message: '"x-clean" is a list of "trim" and "nfc".',
    };
  }
  const types = [node.type ?? []].flat();
  if (
    coerce === true &&
    (types.length === 0 || !types.every((type) => coercible.has(String(type))))
  ) {
    const message = '"x-coerce" goes with a "type" beside it: number, integer, boolean, or string.';
    yield { rule: 'x-coerce', path: `${pointer}/x-coerce`, message };
  }
}
