import { documentId } from '../domain/digest.ts';
import type { CanonicalEvent } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import { type IdentifierKey, identifierKey } from '../domain/identity/identifier.ts';
import { mergeIntoAccount, newAccount } from '../domain/profile/merge-account.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import { noWrites, type ProfileStore, type StoredProfile } from '../ports/profile-store.ts';
import { PoisonError } from './change-profiles.ts';
import { storedAccount, toProfile } from './stored-profile.ts';

/**
 * Joins the `group` events of a batch into their accounts, in one transaction of its own. It comes behind the profiles' commit: a crash in
 * between makes the events come again, and what an account has seen it takes once. @throws PoisonError, or what the store throws.
 */
export async function commitAccounts(
  store: ProfileStore,
  events: readonly CanonicalEvent[],
  rules: ProfileRules,
): Promise<void> {
  const byAccount = eventsByAccount(events, rules);
  if (byAccount.size === 0) return;
  const failure = await store.transact<PoisonError | undefined>(async (reader) => {
    const keys = [...byAccount.keys()];
    const stored = await reader.accounts(keys.map(documentId));
    try {
      const putAccounts = keys.flatMap((key, index) =>
        changedAccount(key, stored[index], byAccount.get(key) ?? []),
      );
      return { writes: { ...noWrites, putAccounts }, result: undefined };
    } catch (cause) {
      // Pure: where it fails, it would fail again.
      const result = new PoisonError('The change of an account could not be decided', { cause });
      return { writes: noWrites, result };
    }
  });
  if (failure !== undefined) throw failure;
}

function changedAccount(
  key: IdentifierKey,
  stored: StoredProfile | undefined,
  events: readonly CanonicalEvent[],
): StoredProfile[] {
  const account = stored === undefined ? newAccount(key) : toProfile(stored);
  let changed = false;
  for (const event of events) changed = mergeIntoAccount(account, key, event) || changed;
  return changed ? [storedAccount(account)] : [];
}

function eventsByAccount(events: readonly CanonicalEvent[], { identity }: ProfileRules) {
  const byAccount = new Map<IdentifierKey, CanonicalEvent[]>();
  for (const event of events) {
    if (event.type !== 'group') continue;
    const groupId = identifiersOf(event, identity)?.groupId;
    if (groupId === undefined) continue;
    const key = identifierKey({ kind: 'group_id', value: groupId });
    const ofAccount = byAccount.get(key) ?? [];
    ofAccount.push(event);
    byAccount.set(key, ofAccount);
  }
  return byAccount;
}
