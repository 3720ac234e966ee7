const lastMillis = 8_640_000_000_000_000n;

/**
 * Microseconds since 1970 as ISO 8601 in UTC: with milliseconds, or with microseconds where there are any. `undefined`
 * beyond the years of `Date`.
 */
export function isoInstant(micros: bigint): string | undefined {
  const fraction = ((micros % 1000n) + 1000n) % 1000n;
  const millis = (micros - fraction) / 1000n;
  if (millis > lastMillis || millis < -lastMillis) return undefined;
  const text = new Date(Number(millis)).toISOString();
  return fraction === 0n ? text : text.replace('Z', `${String(fraction).padStart(3, '0')}Z`);
}

/** An integer's digits as a number where a number holds it exactly, else as they are. */
export function exactInteger(digits: string): number | string {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : digits;
}

/** A decimal as a number where the number prints the same digits, else as it is. */
export function exactDecimal(digits: string): number | string {
  const shortest = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  const value = Number(digits);
  return String(value) === shortest ? value : digits;
}

/** A number as JSON has it; NaN and the infinities by their names. */
export const jsonNumber = (value: number): number | string =>
  Number.isFinite(value) ? value : String(value);
