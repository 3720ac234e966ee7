import { type Json, sameJson } from '../json.ts';
import type { ProfileView } from '../profile/view.ts';

const parts = ['traits', 'computed', 'consent', 'identifiers'] as const;
const members = ['groups', 'firstSeenAt', 'lastSeenAt', 'events'] as const;

/** What differs between two views of a profile, in the words of audiences: such as `traits.plan` or `events`. */
export function* changedInputs(before: ProfileView, after: ProfileView): Generator<string> {
  for (const member of members) if (!sameJson(before[member], after[member])) yield member;
  for (const part of parts) {
    const had: Values = before[part] ?? {};
    const has: Values = after[part] ?? {};
    for (const name in has) if (!sameJson(own(had, name), has[name])) yield `${part}.${name}`;
    for (const name in had) if (!Object.hasOwn(has, name)) yield `${part}.${name}`;
  }
}

type Values = Readonly<Record<string, Json | undefined>>;

const own = (values: Values, name: string): Json | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
