import type { Condition } from './trait-config.ts';

/** Whether a value meets a condition: every operator that is given must hold. A missing value meets only `exists: false` and `ne`. */
export function meets(value: unknown, condition: Condition): boolean {
  const { eq, ne, gt, gte, lt, lte, contains, startsWith, exists } = condition;
  if (exists !== undefined && exists !== (value !== undefined && value !== null)) return false;
  if (eq !== undefined && value !== eq) return false;
  if (ne !== undefined && value === ne) return false;
  if (gt !== undefined && !compares(value, gt, (order) => order > 0)) return false;
  if (gte !== undefined && !compares(value, gte, (order) => order >= 0)) return false;
  if (lt !== undefined && !compares(value, lt, (order) => order < 0)) return false;
  if (lte !== undefined && !compares(value, lte, (order) => order <= 0)) return false;
  if (condition.in !== undefined && !condition.in.some((option) => option === value)) return false;
  if (contains !== undefined && !holds(value, contains)) return false;
  if (startsWith !== undefined && !(typeof value === 'string' && value.startsWith(startsWith))) {
    return false;
  }
  return true;
}

/** Numbers with numbers, texts with texts (ISO 8601 times order as texts do); anything else does not compare. */
function compares(
  value: unknown,
  bound: number | string,
  holds: (order: number) => boolean,
): boolean {
  if (typeof value === 'number' && typeof bound === 'number') return holds(value - bound);
  if (typeof value === 'string' && typeof bound === 'string') {
    return holds(value < bound ? -1 : value > bound ? 1 : 0);
  }
  return false;
}

const holds = (value: unknown, part: string): boolean =>
  typeof value === 'string' || Array.isArray(value) ? value.includes(part) : false;
