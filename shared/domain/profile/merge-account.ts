import type { CanonicalEvent } from '../event/event.ts';
import { earlier } from '../identity/evidence.ts';
import type { IdentifierKey } from '../identity/identifier.ts';
import { applyGroup, emptyLeaf } from './leaf.ts';
import { emptyCore, type Profile, profileIdOf } from './profile.ts';
import { sight } from './seen.ts';

/** The account that `group` events describe: a leaf of its own under its `group_id`, which no edge joins to anything. */
export const newAccount = (key: IdentifierKey): Profile => ({
  profileId: profileIdOf(key),
  core: emptyCore(),
  version: 0,
});

/** Joins a `group` event into its account, in place. @returns whether that changed anything: an event that is known does not. */
export function mergeIntoAccount(
  { core }: Profile,
  key: IdentifierKey,
  event: CanonicalEvent,
): boolean {
  const leaf = core.leaves[key] ?? emptyLeaf([]);
  if (sight(leaf.seen, event) !== 'new') return false;
  const evidence = {
    at: Date.parse(event.timestamp),
    messageId: event.messageId,
    source: event.source,
  };
  applyGroup(leaf, event, evidence);
  core.leaves[key] = leaf;
  core.identifiers[key] = earlier(core.identifiers[key], evidence);
  return true;
}
