import type { Evidence } from '../identity/evidence.ts';
import type { Json } from '../json.ts';
import type { Trait } from '../trait/trait.ts';
import type { Core } from './profile.ts';
import { joinedState } from './profile-view.ts';

/** Where a computed value comes from. */
export interface ComputedExplanation {
  kind: 'computed';
  /** Absent where there is none (any more). */
  value?: Json;
  /** The event that it was taken from, or the latest that counted; absent where all have left the window. */
  from?: Evidence & { leaf: string };
  /** What it was chosen over, best first, with the event where one is remembered. */
  beaten: { value: Json; from?: Evidence }[];
  /** When time alone changes it next, ISO 8601; absent where it never does. */
  changesAt?: string;
  /** Set where events of before the trait are not counted yet: `cdp backfill` counts them. */
  pending?: true;
}

/** Explains a computed trait at a time; `undefined` where no event has ever counted. */
export function explainComputed(
  core: Core,
  trait: Trait,
  now: number,
): ComputedExplanation | undefined {
  const state = joinedState(Object.values(core.leaves), trait);
  if (state === undefined) return { kind: 'computed', beaten: [], pending: true };
  if (state === null) return undefined;
  const { from, beaten } = trait.lineage(state, now);
  const value = trait.value(state, now);
  const next = trait.nextExit(state, now);
  return {
    kind: 'computed',
    ...(value !== undefined && { value }),
    ...(from && { from: { ...from, leaf: leafOf(core, trait, from, now) } }),
    beaten,
    ...(next !== Number.POSITIVE_INFINITY && { changesAt: new Date(next).toISOString() }),
  };
}

/** The leaf whose own state names the event. */
function leafOf(
  { leaves }: Core,
  trait: Trait,
  { messageId, source }: Evidence,
  now: number,
): string {
  for (const [key, { computed }] of Object.entries(leaves)) {
    const state = computed[trait.key];
    const from = state ? trait.lineage(state, now).from : undefined;
    if (from?.messageId === messageId && from.source === source) return key;
  }
  return '';
}
