/** One way to know a person: a kind, such as `user_id` or `email`, and its normalised value. */
export interface Identifier {
  kind: string;
  value: string;
}

/** `kind:value`, the one spelling of an identifier as a key. A kind holds no colon. */
export type IdentifierKey = string;

export const identifierKey = ({ kind, value }: Identifier): IdentifierKey => `${kind}:${value}`;

export function parseIdentifierKey(key: IdentifierKey): Identifier {
  const colon = key.indexOf(':');
  return { kind: key.slice(0, colon), value: key.slice(colon + 1) };
}

/** The kind of a key, without building an identifier. */
export const kindOf = (key: IdentifierKey): string => key.slice(0, key.indexOf(':'));

/**
 * The same person must not hide behind another spelling: emails ignore case and outer space, phones punctuation.
 * Half of a surrogate pair has no UTF-8, so neither a hash nor a database could tell it from another half.
 */
export function normaliseIdentifier(kind: string, value: string): Identifier {
  const trimmed = value
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .trim();
  switch (kind) {
    case 'email':
      return { kind, value: trimmed.toLowerCase() };
    case 'phone':
      return { kind, value: trimmed.replace(/[\s().-]/g, '').replace(/^00/, '+') };
    default:
      return { kind, value: trimmed };
  }
}
