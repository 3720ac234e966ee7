import { type Identifier, type IdentifierKey, identifierKey } from '../identity/identifier.ts';
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
    const identifier = rules.identifier(kind, value);
    if (identifier !== undefined) found.push(identifier);
  };
  add('user_id', event.userId);
  add('anonymous_id', event.anonymousId);
  const alias = event.type === 'alias' ? aliasOf(event, rules) : [];
  found.push(...alias);
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
  const [one, other] = alias.map(identifierKey);
  return {
    primary: primaryKey,
    others: [...others],
    ...(one !== undefined && other !== undefined && one !== other && { alias: [one, other] }),
  };
}

/** `alias` says that two ids are one person's. A previous id that is the visitor's own anonymous id is of that kind. */
function aliasOf({ userId, previousId, anonymousId }: CanonicalEvent, rules: IdentityRules) {
  if (userId === undefined || previousId === undefined) return [];
  const kind = previousId === anonymousId ? 'anonymous_id' : 'user_id';
  return [rules.identifier('user_id', userId), rules.identifier(kind, previousId)].filter(
    (identifier) => identifier !== undefined,
  );
}

/**
 * A kind is part of keys and names a field of documents: letters, digits, dots and dashes, no name that Firestore reserves, and not that of
 * accounts, which are no persons.
 */
function kindOfType(type: string): string {
  const kind = type.trim().replace(/[^\p{L}\p{N}._-]+/gu, '_');
  if (kind === 'group_id') return 'external_group_id';
  return kind === '' || kind.startsWith('__') ? `external${kind}` : kind;
}
