import {
  type Identifier,
  type IdentifierKey,
  identifierKey,
  normaliseIdentifier,
} from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import type { CanonicalEvent } from './event.ts';

/** The identifiers that an event carries: the primary, the others, and the pair that an `alias` asserts. */
export interface EventIdentifiers {
  primary: IdentifierKey;
  /** Distinct, without the primary. */
  others: IdentifierKey[];
  alias?: readonly [IdentifierKey, IdentifierKey];
}

/**
 * Who an event is about, or `undefined` where every identifier is blocked or missing.
 * The primary is of the strongest kind; of two of one kind, the one that the event names first.
 */
export function identifiersOf(
  event: CanonicalEvent,
  rules: IdentityRules,
): EventIdentifiers | undefined {
  const found: Identifier[] = [];
  const add = (kind: string, value: unknown) => {
    if (typeof value !== 'string') return;
    const identifier = normaliseIdentifier(kind, value);
    if (!rules.isBlocked(identifier)) found.push(identifier);
  };
  add('user_id', event.userId);
  add('anonymous_id', event.anonymousId);
  const alias = event.type === 'alias' ? aliasOf(event) : undefined;
  for (const { kind, value } of alias ?? []) add(kind, value);
  if (event.type === 'identify') {
    add('email', event.traits?.['email']);
    add('phone', event.traits?.['phone']);
  }
  for (const { id, type } of event.context?.externalIds ?? []) add(kindOfType(type), id);
  add('email', event.context?.traits?.['email']);
  add('phone', event.context?.traits?.['phone']);

  let primary: Identifier | undefined;
  for (const identifier of found) {
    if (primary === undefined || rules.rank(identifier.kind) < rules.rank(primary.kind)) {
      primary = identifier;
    }
  }
  if (primary === undefined) return undefined;
  const primaryKey = identifierKey(primary);
  const others = new Set(found.map(identifierKey));
  others.delete(primaryKey);
  const asserted = alias?.filter((identifier) => !rules.isBlocked(identifier)).map(identifierKey);
  const [one, other] = asserted ?? [];
  return {
    primary: primaryKey,
    others: [...others],
    ...(one !== undefined && other !== undefined && one !== other && { alias: [one, other] }),
  };
}

/** `alias` says that two ids are one person's. A previous id that is the visitor's own anonymous id is of that kind. */
function aliasOf(event: CanonicalEvent): Identifier[] {
  if (event.userId === undefined || event.previousId === undefined) return [];
  const kind = event.previousId === event.anonymousId ? 'anonymous_id' : 'user_id';
  return [
    normaliseIdentifier('user_id', event.userId),
    normaliseIdentifier(kind, event.previousId),
  ];
}

/** A kind is part of keys and names a field of documents: letters, digits, dots and dashes, and no reserved name. */
function kindOfType(type: string): string {
  const kind = type.trim().replace(/[^\p{L}\p{N}._-]+/gu, '_');
  return kind === '' || kind.startsWith('__') ? `external${kind}` : kind;
}
