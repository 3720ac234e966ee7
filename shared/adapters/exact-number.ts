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
