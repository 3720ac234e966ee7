import type { Rejection } from '../event/rejection.ts';
import type { Json } from '../json.ts';
import { pointerStep, valueAtPointer } from './json-pointer.ts';
import type { SchemaError, Validator } from './tracking-plan.ts';

/** How an event breaks its schema. */
export type ViolationRule =
  | 'missing'
  | 'wrong-type'
  | 'unplanned-event'
  | 'unplanned-property'
  | 'not-in-enum'
  | 'pattern'
  | 'format'
  | 'too-long'
  | 'too-short'
  | 'out-of-range'
  | 'not-as-planned';

/** What is wrong with a body, and where in it. */
export interface Violation {
  rule: ViolationRule;
  /** Within the traits or the properties. */
  path: string;
  /** What is to be said of the path, as a sentence without its subject. */
  says: string;
}

/** Where in the event the body is, and which schema describes it. */
export interface Place {
  body: 'traits' | 'properties';
  schema: string;
}

/** What a validator's complaint means. Of several, the last is the one that the others led to. */
export function violationOf({ errors }: Validator, value: Json): Violation {
  const error = errors?.findLast(({ keyword }) => keyword !== 'if');
  return error === undefined
    ? { rule: 'not-as-planned', path: '', says: 'is not valid.' }
    : meaningOf(error, value);
}

/** A violation in words that say what to do. */
export function rejectionOf(
  { rule, path, says }: Violation,
  { body, schema }: Place,
): Rejection & { rule: ViolationRule } {
  const where = `/${body}${path}`;
  const message = `${where} ${says} Correct the sender, or the schema ${schema}, and replay.`;
  return { rule, path: where, message };
}

function meaningOf(error: SchemaError, value: Json): Violation {
  const { keyword, instancePath: path, params } = error;
  const member = (name: unknown): string => `${path}${pointerStep(String(name))}`;
  switch (keyword) {
    case 'required':
    case 'dependencies':
      return { rule: 'missing', path: member(params['missingProperty']), says: 'is missing.' };
    case 'additionalProperties':
      return {
        rule: 'unplanned-property',
        path: member(params['additionalProperty']),
        says: 'is not planned, and the schema allows no others.',
      };
    case 'propertyNames':
      return {
        rule: 'unplanned-property',
        path: member(params['propertyName']),
        says: 'is not a name that the schema allows.',
      };
    case 'type':
      return {
        rule: 'wrong-type',
        path,
        says: wrongType(params['type'], valueAtPointer(value, path)),
      };
    case 'enum':
      return { rule: 'not-in-enum', path, says: `is none of ${listOf(params['allowedValues'])}.` };
    case 'const':
      return { rule: 'not-in-enum', path, says: `is not ${listOf([params['allowedValue']])}.` };
    case 'pattern':
      return { rule: 'pattern', path, says: `does not match ${String(params['pattern'])}.` };
    case 'format':
      return { rule: 'format', path, says: `is not of the format ${String(params['format'])}.` };
    default:
      return limit(error) ?? { rule: 'not-as-planned', path, says: `${error.message ?? keyword}.` };
  }
}

function limit({
  keyword,
  instancePath: path,
  params,
  message,
}: SchemaError): Violation | undefined {
  const count = params['limit'];
  switch (keyword) {
    case 'maxLength':
      return { rule: 'too-long', path, says: `has more than ${count} characters.` };
    case 'minLength':
      return { rule: 'too-short', path, says: `has fewer than ${count} characters.` };
    case 'maxItems':
    case 'maxProperties':
      return { rule: 'too-long', path, says: `has more than ${count} members.` };
    case 'minItems':
    case 'minProperties':
      return { rule: 'too-short', path, says: `has fewer than ${count} members.` };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return { rule: 'out-of-range', path, says: `${message}.` };
    default:
      return undefined;
  }
}

/** The value itself is not told: it may be somebody's. */
function wrongType(planned: unknown, value: Json | undefined): string {
  const types = Array.isArray(planned) ? planned.join(' or ') : String(planned);
  const hint =
    typeof value === 'string' && /number|integer|boolean/.test(types)
      ? ' (with "x-coerce": true the schema takes the text of one, such as "12.50")'
      : '';
  return `has to be ${types}, and is ${typeName(value)}${hint}.`;
}

const typeName = (value: Json | undefined): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

function listOf(values: unknown): string {
  const texts = (Array.isArray(values) ? values : []).map((value) => JSON.stringify(value));
  return texts.length > 10 ? `${texts.slice(0, 10).join(', ')}, …` : texts.join(', ');
}
