import {
  type Identifier,
  normaliseIdentifier,
  parseIdentifierKey,
} from '../domain/identity/identifier.ts';
import { UsageError } from './errors.ts';

/** The identifier that a `KIND:VALUE` of the command line means. @throws UsageError */
export function identifierOf(key: string): Identifier {
  if (!/^[^:]+:./s.test(key)) {
    throw new UsageError(
      `"${key}" is not KIND:VALUE, such as user_id:42 or email:ana@example.com.`,
    );
  }
  const { kind, value } = parseIdentifierKey(key);
  return normaliseIdentifier(kind, value);
}
