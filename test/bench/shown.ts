import { grouped } from '../../shared/cli/terminal.ts';
import type { Goal, Result } from './figure.ts';

/** A value as people read it: whole where it is large, with three digits where it is not. */
export const shown = (value: number): string =>
  Math.abs(value) >= 100 ? grouped(Math.round(value)) : `${Number(value.toPrecision(3))}`;

/** The goal of a result, and whether it is met. */
export function shownGoal({ goal, met }: Pick<Result, 'goal' | 'met'>): string {
  if (goal === undefined) return '';
  return `${limitOf(goal)} ${met ? 'met' : 'not met'}`;
}

const limitOf = (goal: Goal): string => {
  const unit = goal.of === 'value' ? 'itself ' : '';
  return 'atLeast' in goal ? `${unit}≥ ${goal.atLeast}` : `${unit}≤ ${goal.atMost}`;
};
