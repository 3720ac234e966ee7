import { type Identifier, normaliseIdentifier } from './identifier.ts';
import { isPseudonym, isPseudonymOfNobody } from './pseudonym.ts';

/** How identifiers join into profiles, as `identity` in cdp.config.ts says it. */
export interface IdentityConfig {
  /** Strongest first. `limit` is how many of the kind one profile may hold (default 100). */
  kinds: readonly { readonly kind: string; readonly limit?: number }[];
  /** Values that identify nobody, such as `null` or `anonymous`; compared without case. */
  blocked?: readonly string[];
  /** An identifier with more distinct neighbours of a stronger kind than this is shared, and joins nobody (default 25). */
  sharedAfter?: number;
  /**
   * A shared identifier with more neighbours than this, of whatever kind, is shared for good, whatever is severed, and keeps the edges to this
   * many of them on record (default 200). The others' profiles keep theirs.
   */
  crowdedAfter?: number;
  /** How many identifiers of all kinds together a profile may hold, aliases included (default 500): a profile is one document. */
  maxIdentifiers?: number;
  /** The country of phone numbers that name none, ISO 3166 such as `GB`; without it they are no identifiers. */
  phoneCountry?: string;
}

/** The rules, ready to be asked. */
export interface IdentityRules {
  /** 0 is the strongest. Kinds that are not listed rank last, all alike. */
  rank(kind: string): number;
  limit(kind: string): number;
  /** The identifier that a value means; `undefined` where it means nobody: it is blocked, or can't be of its kind. */
  identifier(kind: string, value: string): Identifier | undefined;
  readonly sharedAfter: number;
  readonly crowdedAfter: number;
  readonly maxIdentifiers: number;
}

const defaultLimit = 100;
const allZeros = /^[0\s.:+-]*$/;

const defaultIdentityConfig: IdentityConfig = {
  kinds: [
    { kind: 'user_id', limit: 1 },
    { kind: 'email', limit: 5 },
    { kind: 'phone', limit: 5 },
    { kind: 'anonymous_id', limit: 100 },
  ],
  blocked: [
    '',
    '-1',
    'null',
    'undefined',
    'none',
    'nan',
    'anonymous',
    'guest',
    'unknown',
    'true',
    'false',
  ],
  sharedAfter: 25,
};

export function identityRules(config: IdentityConfig = defaultIdentityConfig): IdentityRules {
  const ranks = new Map(config.kinds.map(({ kind }, index) => [kind, index]));
  const limits = new Map(config.kinds.map(({ kind, limit }) => [kind, limit ?? defaultLimit]));
  const blocked = new Set(
    (config.blocked ?? defaultIdentityConfig.blocked ?? []).map((value) => value.toLowerCase()),
  );
  const isBlocked = (value: string) => blocked.has(value.toLowerCase()) || allZeros.test(value);
  return {
    rank: (kind) => ranks.get(kind) ?? config.kinds.length,
    limit: (kind) => limits.get(kind) ?? defaultLimit,
    identifier: (kind, value) => {
      // What was hashed was normalised before, and has no spelling of its kind any more.
      if (isPseudonym(value)) return isPseudonymOfNobody(value) ? undefined : { kind, value };
      const identifier = normaliseIdentifier(kind, value, config.phoneCountry);
      return identifier === undefined || isBlocked(identifier.value) ? undefined : identifier;
    },
    maxIdentifiers: config.maxIdentifiers ?? 500,
    crowdedAfter: config.crowdedAfter ?? 200,
    sharedAfter: config.sharedAfter ?? defaultIdentityConfig.sharedAfter ?? 25,
  };
}
