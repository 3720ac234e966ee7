import type { Json, JsonObject } from '../../shared/domain/json.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';
import { compareText, type ReferenceEvent } from './reference-events.ts';

/** A computed trait over a person's events in their total order; `undefined` where no event counts. */
export function computedTrait(
  config: TraitConfig,
  events: readonly ReferenceEvent[],
): Json | undefined {
  const counted = events.filter(({ body }) => isSelected(config, body));
  if ('count' in config) return counted.length === 0 ? undefined : counted.length;
  const [[aggregate, path] = ['', '']] = Object.entries(config).filter(
    ([key]) => key !== 'of' && key !== 'where',
  );
  const values = counted
    .map(({ body }) => valueIn(body, String(path)))
    .filter((value) => value !== undefined && value !== null);
  if (values.length === 0) return undefined;
  const numbers = values.filter((value) => typeof value === 'number').filter(isInRange);
  switch (aggregate) {
    case 'sum':
      return decimalSum(numbers);
    case 'average':
      return numbers.length === 0 ? undefined : decimalSum(numbers) / numbers.length;
    case 'min':
      return numbers.length === 0 ? undefined : Math.min(...numbers);
    case 'max':
      return numbers.length === 0 ? undefined : Math.max(...numbers);
    case 'first':
      return values[0];
    case 'last':
      return values.at(-1);
    case 'uniqueCount':
      return new Set(values.map(spelling)).size;
    case 'uniqueList':
      return [...new Set(values.map(spelling))].sort(compareText).map((text) => JSON.parse(text));
    case 'mostFrequent':
      return mostFrequent(values.map(spelling));
    default:
      throw new TypeError(`The reference model knows no "${aggregate}".`);
  }
}

/** Only equality is used in the histories' conditions. */
function isSelected(config: TraitConfig, body: ReferenceEvent['body']): boolean {
  const name = 'count' in config ? config.count : config.of;
  if (body.type !== 'track' || body['event'] !== name) return false;
  return Object.entries(config.where ?? {}).every(([path, { eq }]) => valueIn(body, path) === eq);
}

function valueIn(body: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = body;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = value[step];
  }
  return value;
}

const places = 20;

/** The whole number of 10^−20 that a double's shortest spelling says. */
function decimal(value: number): bigint {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const shift = Number(exponent) - fraction.length + places;
  const units = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, shift));
  return value < 0 ? -units : units;
}

/** The stated range of an exact sum: below 10^20, and no more than 20 decimal places. */
function isInRange(value: number): boolean {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const fraction = mantissa.split('.')[1] ?? '';
  return Math.abs(value) < 1e20 && fraction.length - Number(exponent) <= places;
}

function decimalSum(values: readonly number[]): number {
  const units = values.reduce((total, value) => total + decimal(value), 0n);
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return units < 0n ? -Number(text) : Number(text);
}

/** JSON of the scalars that the histories use as values. */
const spelling = (value: Json): string => JSON.stringify(value);

/** Of equally frequent values the one whose JSON comes first. */
function mostFrequent(texts: readonly string[]): Json {
  const times = (text: string) => texts.filter((other) => other === text).length;
  const [best = 'null'] = [...texts].sort((a, b) => times(b) - times(a) || compareText(a, b));
  return JSON.parse(best);
}
