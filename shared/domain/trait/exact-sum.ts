/** A sum of decimal numbers without rounding: `units` × 10^−`scale`, where `units` is a whole number written out. */
export interface ExactSum {
  units: string;
  scale: number;
}

export const noSum: ExactSum = { units: '0', scale: 0 };

/** What is summed lies between 10^−20 and 10^20, so that a sum stays small; see `isSummable`. */
const maximalDigits = 20;

/** Whether a number is in the range that sums are kept exactly for. */
export const isSummable = (value: number): boolean =>
  Number.isFinite(value) &&
  Math.abs(value) < 10 ** maximalDigits &&
  scaleOf(String(value)) <= maximalDigits;

/**
 * Adds exactly what the shortest decimal spelling of a double says, so that the order of additions can't show in the last
 * digit: 0.1 and 0.2 make 0.3. Commutative and associative.
 */
export function addNumber(sum: ExactSum, value: number): ExactSum {
  const text = String(value);
  const scale = scaleOf(text);
  return addSums(sum, { units: unitsOf(text, scale).toString(), scale });
}

export function addSums(one: ExactSum, other: ExactSum): ExactSum {
  const scale = Math.max(one.scale, other.scale);
  return { units: (unitsAt(one, scale) + unitsAt(other, scale)).toString(), scale };
}

/** The double nearest to the exact sum. */
export const sumAsNumber = ({ units, scale }: ExactSum): number => Number(`${units}e-${scale}`);

const unitsAt = ({ units, scale }: ExactSum, wanted: number): bigint =>
  BigInt(units) * 10n ** BigInt(wanted - scale);

/** How many decimal places the shortest spelling of a double has. */
function scaleOf(text: string): number {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const point = mantissa.indexOf('.');
  const places = point < 0 ? 0 : mantissa.length - point - 1;
  return Math.max(0, places - Number(exponent));
}

function unitsOf(text: string, scale: number): bigint {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const point = mantissa.indexOf('.');
  const places = point < 0 ? 0 : mantissa.length - point - 1;
  return BigInt(mantissa.replace('.', '')) * 10n ** BigInt(scale - places + Number(exponent));
}
