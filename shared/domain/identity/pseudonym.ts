import { createHmac } from 'node:crypto';

/**
 * A personal value as HMAC-SHA-256 with a secret, in hex: it tells equal from unequal, and without the secret nobody can try out all
 * addresses. It identifies whom the value identified.
 */
export const pseudonymOf = (pepper: string, text: string): string =>
  prefix + createHmac('sha256', pepper).update(text).digest('hex');

/** The same of a value that would identify somebody by its name, and is blocked or malformed: it must go on to identify nobody. */
export const pseudonymOfNobody = (pepper: string, text: string): string =>
  prefixOfNobody + createHmac('sha256', pepper).update(text).digest('hex');

const prefix = 'hmac-sha256:';
const prefixOfNobody = 'hmac-sha256-of-nobody:';

export const isPseudonym = (value: string): boolean =>
  value.startsWith(prefix) || isPseudonymOfNobody(value);

export const isPseudonymOfNobody = (value: string): boolean => value.startsWith(prefixOfNobody);
