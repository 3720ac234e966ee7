import { parseIdentifierKey } from '../../shared/domain/identity/identifier.ts';
import type { IdentityRules } from '../../shared/domain/identity/identity-rules.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { ProfileReader } from '../../shared/ports/profile-store.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';

export type Found = { status: 200; profile: ProfileView } | { status: 400 | 404; error: string };

/** The read API: `/v1/profiles/KIND:VALUE`, the identifier percent-encoded. */
export async function readProfile(
  path: string,
  reader: ProfileReader,
  rules: IdentityRules,
): Promise<Found> {
  const encoded = /^\/v1\/profiles\/([^/]+)$/.exec(path)?.[1];
  const key = encoded === undefined ? undefined : decoded(encoded);
  if (key === undefined || !/^[^:]+:./s.test(key)) {
    return {
      status: 400,
      error: 'Ask for /v1/profiles/KIND:VALUE, such as /v1/profiles/user_id:42.',
    };
  }
  const { kind, value } = parseIdentifierKey(key);
  const identifier = rules.identifier(kind, value);
  const profile = identifier && (await findProfile(reader, identifier));
  if (profile === undefined) return { status: 404, error: `Nobody is known as ${key}.` };
  return { status: 200, profile: profile.view };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
