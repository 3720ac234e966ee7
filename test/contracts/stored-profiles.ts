import { expect } from 'vitest';
import { documentId } from '../../shared/domain/digest.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import {
  noWrites,
  type ProfileStore,
  type StoredIdentity,
  type StoredProfile,
} from '../../shared/ports/profile-store.ts';

/** Ids of documents. */
export const [a, b, c] = [documentId('a'), documentId('b'), documentId('c')] as const;

/** A profile with as few fields as there can be. */
export function profile(profileId: string, fields: Partial<StoredProfile & ProfileView> = {}) {
  const { core = Buffer.from(profileId), version = 1, ...others } = fields;
  const { nextDueAt, standing, effects, ...view } = others;
  const stored: StoredProfile = {
    profileId,
    core,
    version,
    ...(nextDueAt !== undefined && { nextDueAt }),
    ...(standing && { standing }),
    ...(effects && { effects }),
    view: {
      profileId,
      identifiers: { user_id: ['u1'] },
      firstSeenAt: '2026-01-02T03:04:05.678Z',
      lastSeenAt: '2026-02-03T04:05:06.789Z',
      events: 1,
      ...view,
    },
  };
  return stored;
}

export const identity = (name: string, profileId: string): StoredIdentity => ({
  id: documentId(name),
  kind: 'email',
  value: name,
  profileId,
});

/** A buffer of one store is a plain array of bytes in another. */
const comparable = (stored: StoredProfile | undefined) =>
  stored && { ...stored, core: Buffer.from(stored.core).toString('base64') };

export const expectSame = (
  stored: StoredProfile | undefined,
  expected: StoredProfile | undefined,
) => expect(comparable(stored)).toStrictEqual(comparable(expected));

export const put = (store: ProfileStore, ...putProfiles: StoredProfile[]): Promise<void> =>
  store.transact(async () => ({ writes: { ...noWrites, putProfiles }, result: undefined }));

/** Reads the profile and writes it with its version one greater; makes it where it is missing. */
export const touch = (store: ProfileStore, profileId: string): Promise<void> =>
  store.transact(async (reader) => {
    const [read] = await reader.profiles([profileId]);
    const next = profile(profileId, { version: (read?.version ?? 0) + 1 });
    return { writes: { ...noWrites, putProfiles: [next] }, result: undefined };
  });

export async function scanned(store: ProfileStore, after?: string): Promise<StoredProfile[]> {
  const found: StoredProfile[] = [];
  for await (const stored of store.scan(after === undefined ? {} : { after })) found.push(stored);
  return found;
}
