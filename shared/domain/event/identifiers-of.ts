import { type Identifier, type IdentifierKey, identifierKey } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import type { CanonicalEvent } from './event.ts';

/** The identifiers that an event carries: the primary, the others, what an `alias` asserts, and the account of a `group`. */
export interface EventIdentifiers {
  primary: IdentifierKey;
  /** Distinct, without the primary. */
  others: IdentifierKey[];
  /** Those of the others that only an `alias` speaks of: what its previous id may mean. */
  presumed: readonly IdentifierKey[];
  /** The user id of an `alias`. Of it the event asserts that it is each of these. */
  alias?: { of: IdentifierKey; to: readonly IdentifierKey[] };
  /** The account that a `group` event makes its person a member of, normalised; absent where the id is blocked. */
  groupId?: string;
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
  const identifiers: EventIdentifiers = { primary: primaryKey, others: [...others], presumed: [] };
  switch (event.type) {
    case 'alias':
      return withAlias(identifiers, event, rules);
    case 'group': {
      const groupId = accountOf(event, rules)?.value;
      return groupId === undefined ? identifiers : { ...identifiers, groupId };
    }
    default:
      return identifiers;
  }
}

/** The account that an event names. */
const accountOf = ({ groupId }: CanonicalEvent, rules: IdentityRules): Identifier | undefined =>
  groupId === undefined ? undefined : rules.identifier('group_id', groupId);

/** Adds what an `alias` asserts: that its user id is whatever its previous id means. */
function withAlias(
  identifiers: EventIdentifiers,
  event: CanonicalEvent,
  rules: IdentityRules,
): EventIdentifiers {
  const { primary, others } = identifiers;
  const user = event.userId === undefined ? undefined : rules.identifier('user_id', event.userId);
  if (user === undefined) return identifiers;
  const of = identifierKey(user);
  const to = meaningsOfPreviousId(event, rules)
    .map(identifierKey)
    .filter((key) => key !== of);
  if (to.length === 0) return identifiers;
  const presumed = to.filter((key) => key !== primary && !others.includes(key));
  return { primary, others: [...others, ...presumed], presumed, alias: { of, to } };
}

/**
 * Browsers send their anonymous id with every event, so there a previous id is that one, or a user's. Servers send none, and alias visitors and
 * users alike: there it may be either, for what else is known of it depends on when one asks.
 */
function meaningsOfPreviousId(
  { previousId, anonymousId }: CanonicalEvent,
  rules: IdentityRules,
): Identifier[] {
  if (previousId === undefined) return [];
  const user = rules.identifier('user_id', previousId);
  const visitor = rules.identifier('anonymous_id', previousId);
  if (anonymousId === undefined) return [user, visitor].filter((id) => id !== undefined);
  const own = rules.identifier('anonymous_id', anonymousId);
  const meant = visitor?.value === own?.value ? visitor : user;
  return meant === undefined ? [] : [meant];
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
