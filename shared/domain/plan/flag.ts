import type { Flag } from '../event/event.ts';
import type { Rejection } from '../event/rejection.ts';
import type { Json } from '../json.ts';
import { stepsOf } from './json-pointer.ts';
import { type Pseudonym, withoutPersonal } from './personal-values.ts';
import { type PlannedValue, plannedMember } from './planned-value.ts';

/**
 * How many flags of a kind validation gives an event, and how long their texts are: a canonical event has a hundred at most. A validator tells
 * one violation at a time, since one that tells all can be kept busy; so many are dropped, one after the other.
 */
export const flagLimits = { unplanned: 50, dropped: 20, missing: 20, text: 1024 } as const;

/** A flag for what would otherwise be a rejection, with the value that was taken out. */
export const flagOf = ({ rule, path, message }: Rejection, value?: Json): Flag => ({
  rule,
  path: path.slice(0, flagLimits.text),
  message: message.slice(0, flagLimits.text),
  ...(value !== undefined && { value }),
});

/** What is personal where it was is so in a flag. */
export function flagWithoutPersonal(flag: Flag, planned: PlannedValue, pseudonym: Pseudonym): Flag {
  if (flag.value === undefined || !planned.personal) return flag;
  const { value, ...others } = flag;
  const [, ...steps] = stepsOf(flag.path);
  const kept = withoutPersonal(value as Json, plannedAt(planned, steps), pseudonym, steps.at(-1));
  return kept === undefined ? others : { ...others, value: kept };
}

/** What is planned at a place, with the rule of whatever it lies within. */
export function plannedAt(planned: PlannedValue, steps: readonly string[]): PlannedValue {
  let at = planned;
  for (const step of steps) {
    if (at.pii === 'drop' || at.pii === 'hash') return at;
    const { items } = at;
    const member = items !== undefined && /^\d+$/.test(step) ? items : plannedMember(at, step);
    if (member === undefined) return at.pii === undefined ? unplanned : at;
    at =
      member.pii === undefined && at.pii !== undefined
        ? { ...member, pii: at.pii, personal: true }
        : member;
  }
  return at;
}

/** What is planned where nothing is. */
export const unplanned: PlannedValue = {
  clean: [],
  required: [],
  properties: new Map(),
  patterns: [],
  namesAll: false,
  cleans: false,
  personal: false,
};
