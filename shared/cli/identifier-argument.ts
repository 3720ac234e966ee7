import { type Identifier, parseIdentifierKey } from '../domain/identity/identifier.ts';
import type { IdentityRules } from '../domain/identity/identity-rules.ts';
import { UsageError } from './errors.ts';

/** The identifier that a `KIND:VALUE` of the command line means. @throws UsageError */
export function identifierOf(key: string, rules: IdentityRules): Identifier {
  if (!/^[^:]+:./s.test(key)) {
    throw new UsageError(
      `"${key}" is not KIND:VALUE, such as user_id:42 or email:ana@example.com.`,
    );
  }
  const { kind, value } = parseIdentifierKey(key);
  const identifier = rules.identifier(kind, value);
  if (identifier !== undefined) return identifier;
  throw new UsageError(`"${value}" identifies nobody: it is blocked, or it can't be a ${kind}.`);
}
