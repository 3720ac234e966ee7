import type { IdentityRules } from '../identity/identity-rules.ts';
import { isPseudonym, pseudonymOf, pseudonymOfNobody } from '../identity/pseudonym.ts';
import { canonicalJson, type Json, type JsonObject } from '../json.ts';
import { type PlannedValue, plannedMember } from './planned-value.ts';

/** Turns a personal value, which has a name, into a pseudonym. */
export type Pseudonym = (value: Json, name: string) => string;

/** Emails and phones are hashed as the identifiers that they are, so that one person's spellings stay one person's. */
export const pseudonyms =
  (pepper: string, identity: IdentityRules): Pseudonym =>
  (value, name) => {
    if (typeof value !== 'string') return pseudonymOf(pepper, canonicalJson(value));
    if (isPseudonym(value)) return value;
    if (name !== 'email' && name !== 'phone') return pseudonymOf(pepper, value);
    const identifier = identity.identifier(name, value);
    return identifier === undefined
      ? pseudonymOfNobody(pepper, value)
      : pseudonymOf(pepper, identifier.value);
  };

/**
 * Drops and hashes what a schema declares personal; what is masked is kept, for only exports mask it. `undefined` where the whole value
 * is dropped. Nothing is changed in place.
 */
export function withoutPersonal(
  value: Json,
  planned: PlannedValue,
  pseudonym: Pseudonym,
  name = '',
): Json | undefined {
  if (!planned.personal || value === null) return value;
  if (planned.pii === 'drop') return undefined;
  if (planned.pii === 'hash') return pseudonym(value, name);
  if (Array.isArray(value)) {
    const { items } = planned;
    if (items === undefined) return value;
    return value
      .map((item) => withoutPersonal(item, items, pseudonym, name))
      .filter((item) => item !== undefined);
  }
  return typeof value === 'object' ? membersWithoutPersonal(value, planned, pseudonym) : value;
}

function membersWithoutPersonal(
  object: JsonObject,
  planned: PlannedValue,
  pseudonym: Pseudonym,
): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const member = plannedMember(planned, name);
    const rest = member === undefined ? value : withoutPersonal(value, member, pseudonym, name);
    if (rest !== undefined) kept[name] = rest;
  }
  return kept;
}
