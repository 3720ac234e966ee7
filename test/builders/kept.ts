import { snapshotLines } from '../../functions/export/profile-rows.ts';
import { documentId } from '../../shared/domain/digest.ts';
import { identifierKey, parseIdentifierKey } from '../../shared/domain/identity/identifier.ts';
import { canonicalJson } from '../../shared/domain/json.ts';
import { decodeCore } from '../../shared/domain/profile/core-codec.ts';
import type { Core } from '../../shared/domain/profile/profile.ts';
import type { ProfileStore, StoredIdentity } from '../../shared/ports/profile-store.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { evidenceOf } from '../laws/world.ts';

/** What a store keeps, in texts that are the same for any order of arrivals. */
export interface Kept {
  /** What `cdp export snapshot --format ndjson` writes. */
  snapshot: string;
  /** What the snapshot follows from; bookkeeping aside. */
  evidence: string;
}

export async function keptIn(store: ProfileStore): Promise<Kept> {
  const lines: string[] = [];
  for await (const line of snapshotLines(store)) lines.push(`${canonicalJson(line)}\n`);
  const cores: Core[] = [];
  for await (const { core } of store.scan()) cores.push(decodeCore(core));
  return { snapshot: lines.join(''), evidence: evidenceOf(cores) };
}

/**
 * The identifiers that no reader finds their profile by, and the documents that lead to a profile which does not hold what they name.
 * @param identities all that there are.
 */
export async function strayIdentities(
  store: ProfileStore,
  identities: readonly StoredIdentity[],
): Promise<string[]> {
  const stray: string[] = [];
  for await (const { profileId, core } of store.scan()) {
    for (const key of Object.keys(decodeCore(core).identifiers)) {
      const found = await findProfile(store, parseIdentifierKey(key));
      if (found?.profileId !== profileId) stray.push(`${key} is not found`);
    }
  }
  for (const { id, kind, value, profileId } of identities) {
    const key = identifierKey({ kind, value });
    const found = await findProfile(store, { kind, value });
    const isRight = found?.profileId === profileId && id === documentId(key) && id !== profileId;
    if (!isRight) stray.push(`${key} leads astray`);
  }
  return stray;
}
