import type { Json, JsonObject } from '../json.ts';
import type { CleaningStep } from './event-schema.ts';
import { type PlannedValue, plannedMember } from './planned-value.ts';
import { parseTime } from './time-text.ts';

/**
 * Cleans a value as its schema declares: texts are trimmed and composed, numbers, booleans and times that came as another type become
 * theirs. Pure, and nothing is changed in place: what needs no cleaning is returned as it is.
 */
export function cleanValue(value: Json, planned: PlannedValue): Json {
  if (!planned.cleans) return value;
  if (Array.isArray(value)) return cleanItems(value, planned);
  if (typeof value === 'object' && value !== null) return cleanMembers(value, planned);
  const cleaned = typeof value === 'string' ? cleanText(value, planned.clean) : value;
  return planned.coerce === undefined ? cleaned : coerced(cleaned, planned.coerce);
}

function cleanItems(items: Json[], { items: planned }: PlannedValue): Json[] {
  if (!planned?.cleans) return items;
  let cleaned: Json[] | undefined;
  for (const [index, item] of items.entries()) {
    const value = cleanValue(item, planned);
    if (value === item) continue;
    cleaned ??= [...items];
    cleaned[index] = value;
  }
  return cleaned ?? items;
}

function cleanMembers(object: JsonObject, planned: PlannedValue): JsonObject {
  let cleaned: JsonObject | undefined;
  for (const name of Object.keys(object)) {
    const member = plannedMember(planned, name);
    const value = object[name];
    if (!member?.cleans || value === undefined) continue;
    const clean = cleanValue(value, member);
    if (clean === value) continue;
    cleaned ??= { ...object };
    cleaned[name] = clean;
  }
  return cleaned ?? object;
}

/** Below U+0300 nothing composes; most texts end here. */
const mayCompose = /[\u0300-\uffff]/;

function cleanText(text: string, steps: readonly CleaningStep[]): string {
  let cleaned = text;
  for (const step of steps) {
    if (step === 'trim') cleaned = cleaned.trim();
    else if (mayCompose.test(cleaned)) cleaned = cleaned.normalize('NFC');
  }
  return cleaned;
}

/** A value of one of the types stays; another becomes the first of them that says exactly the same. */
function coerced(value: Json, { types, format }: NonNullable<PlannedValue['coerce']>): Json {
  if (format === 'date-time') return timeText(value) ?? value;
  if (format === 'date') return timeText(value)?.slice(0, 10) ?? value;
  if (types.some((type) => isOfType(value, type))) return value;
  for (const type of types) {
    const found = asType(value, type);
    if (found !== undefined) return found;
  }
  return value;
}

function isOfType(value: Json, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return type === (value === null ? 'null' : typeof value);
}

function asType(value: Json, type: string): Json | undefined {
  switch (type) {
    case 'number':
      return numberIn(value);
    case 'integer': {
      const number = numberIn(value);
      return Number.isInteger(number) ? number : undefined;
    }
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    default:
      return undefined;
  }
}

const decimal = /^[+-]?(\d{1,20}(?:\.\d{1,20})?)(?:[eE][+-]?\d{1,3})?$/;

/** A double tells fifteen digits apart, whatever they are. */
const exactDigits = 15;

/**
 * The number that a text spells, with a point and no grouping: `1,299.00` and `12,50` mean different things in different countries, and a
 * number of more digits than a double holds would become another.
 */
function numberIn(value: Json): number | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const [, digits] = decimal.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const significant = digits.replace('.', '').replace(/^0+/, '');
  const number = Number(text);
  return significant.length <= exactDigits && Number.isFinite(number) ? number : undefined;
}

/** Numbers below are seconds since 1970, up to the year 5138; from here on they are milliseconds, from 1973. */
const firstMilliseconds = 100_000_000_000;
/** The years of four digits. */
const [earliest, latest] = [-62_135_596_800_000, 253_402_300_800_000];

/** ISO 8601 in UTC with milliseconds, of a text that says a time, or of seconds or milliseconds since 1970. */
function timeText(value: Json): string | undefined {
  const time =
    typeof value === 'string' ? (parseTime(value.trim()) ?? epoch(numberIn(value))) : epoch(value);
  return time === undefined ? undefined : new Date(time).toISOString();
}

function epoch(value: Json | undefined): number | undefined {
  if (typeof value !== 'number') return undefined;
  const time = Math.abs(value) < firstMilliseconds ? value * 1000 : value;
  return time >= earliest && time < latest ? Math.round(time) : undefined;
}
