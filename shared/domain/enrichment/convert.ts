import { addNumber, noSum, sumAsNumber } from '../trait/exact-sum.ts';

/** The decimal places of a converted amount: far below the smallest coin, and few enough that sums stay exact. */
const places = 6;

/** Amount times rate, multiplied as decimals and rounded half away from zero to six decimal places. */
export function convert(amount: number, rate: number): number {
  const [a, b] = [addNumber(noSum, amount), addNumber(noSum, rate)];
  const units = BigInt(a.units) * BigInt(b.units);
  const scale = a.scale + b.scale;
  if (scale <= places) return sumAsNumber({ units: units.toString(), scale });
  const unit = 10n ** BigInt(scale - places);
  const size = units < 0n ? -units : units;
  const rounded = (size + unit / 2n) / unit;
  return sumAsNumber({ units: (units < 0n ? -rounded : rounded).toString(), scale: places });
}
