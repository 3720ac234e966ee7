import {
  type RecordedTransition,
  type TransitionReason,
  transitionsBetween,
} from '../domain/audience/transition.ts';
import { type IdentifierKey, parseIdentifierKey } from '../domain/identity/identifier.ts';
import type { Changes } from '../domain/profile/cluster.ts';
import { identityChanges, ownersOf } from '../domain/profile/identity-changes.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { Effects, ProfileWrites, StoredProfile } from '../ports/profile-store.ts';
import {
  changed as changedEffect,
  joinEffects,
  leftToSweep,
  removed as removedEffect,
  type Told,
  told,
} from './effects.ts';
import { toStored } from './stored-profile.ts';

/** When a change is made, and what makes it. */
export interface Occasion {
  /** Milliseconds since 1970: what the profiles are judged by. */
  now: number;
  reason: TransitionReason;
}

/** What was loaded, and what is to become of it. */
export interface Decided extends Changes {
  loaded: readonly StoredProfile[];
  /** Who held which identifier, when it was loaded. */
  owners: ReturnType<typeof ownersOf>;
  /** Profiles, as loaded, that may have something to tell from before. */
  tellAgain: readonly Profile[];
  /**
   * The identifiers whose events come again where telling is interrupted, and make their profiles tell again; whatever else has something to tell is marked for the
   * next sweep.
   */
  comesAgain: ReadonlySet<IdentifierKey>;
}

/** The writes that bring a change about, and what it has to tell: recorded in what is written. */
export function writeProfiles(
  decided: Decided,
  rules: ProfileRules,
  occasion: Occasion,
): { writes: ProfileWrites; told: Told } {
  const before = new Map(decided.loaded.map((profile) => [profile.profileId, profile]));
  const heirs = heirsOf(decided);
  const { comesAgain } = decided;
  const effects: Told = { changes: [], transitions: [] };
  const putProfiles = decided.changed.map((profile): StoredProfile => {
    const known = before.get(profile.profileId);
    const gone = decided.removed.flatMap(({ profileId }) => {
      const document = before.get(profileId);
      return document !== undefined && heirs.get(profileId) === profile.profileId ? [document] : [];
    });
    const stored = toStored(profile, rules, occasion.now, known);
    const transitions = transitionsOf(stored, known, gone, rules, occasion);
    const latest: Effects = {
      transitions,
      removed: gone.map(({ profileId, version }) => ({ profileId, version })),
    };
    const all = joinEffects([...gone.map((document) => document.effects), known?.effects], latest);
    effects.changes.push(changedEffect(stored));
    effects.transitions.push(...told(transitions, stored.view));
    if (all === undefined) return stored;
    const wasUntold = [known, ...gone].some((document) => document?.effects?.untold);
    const hasToTell = wasUntold || transitions.length + gone.length > 0;
    return hasToTell && !holdsAny(profile, comesAgain)
      ? leftToSweep(stored, all, occasion.now)
      : { ...stored, effects: all };
  });
  for (const { profileId, version } of decided.removed) {
    effects.changes.push(removedEffect({ profileId, version }));
  }
  const again = toldBefore(decided, putProfiles);
  const identities = identityChanges(decided.owners, decided.changed);
  return {
    writes: {
      putProfiles,
      deleteProfiles: decided.removed.map(({ profileId }) => profileId),
      putIdentities: identities.point.map(({ id, key, profileId }) => {
        return { id, ...parseIdentifierKey(key), profileId };
      }),
      deleteIdentities: identities.remove,
    },
    // What comes from before goes first.
    told: {
      changes: [...again.changes, ...effects.changes],
      transitions: [...again.transitions, ...effects.transitions],
    },
  };
}

const holdsAny = ({ core }: Profile, keys: ReadonlySet<IdentifierKey>): boolean =>
  Object.keys(core.identifiers).some((key) => keys.has(key as IdentifierKey));

/** Where the identifiers of removed profiles went: of several, where the most went. */
function heirsOf({ removed, changed, owners }: Decided): Map<string, string> {
  const heirs = new Map<string, string>();
  if (removed.length === 0) return heirs;
  const holders = ownersOf(changed);
  for (const { profileId } of removed) {
    const shares = new Map<string, number>();
    for (const [key, owner] of owners) {
      const holder = owner === profileId ? holders.get(key) : undefined;
      if (holder !== undefined) shares.set(holder, (shares.get(holder) ?? 0) + 1);
    }
    const [heir] = [...shares].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0] ?? [];
    if (heir !== undefined) heirs.set(profileId, heir);
  }
  return heirs;
}

function transitionsOf(
  stored: StoredProfile,
  known: StoredProfile | undefined,
  gone: readonly StoredProfile[],
  rules: ProfileRules,
  { now, reason }: Occasion,
): RecordedTransition[] {
  const at = new Date(now).toISOString();
  const { profileId, version } = stored;
  const otherRules = known !== undefined && known.standing?.rules !== rules.audiences.fingerprint;
  const had = known?.view.audiences ?? [];
  const brought = new Set(gone.flatMap(({ view }) => view.audiences ?? []));
  const isBrought = (audience: string) => brought.has(audience) && !had.includes(audience);
  const own = transitionsBetween(had, stored.view.audiences ?? [], (audience) => ({
    profileId,
    version,
    at,
    reason: otherRules ? 'backfill' : isBrought(audience) ? 'merged' : reason,
  }));
  const left = gone.flatMap((document) =>
    transitionsBetween(document.view.audiences ?? [], [], () => ({
      profileId: document.profileId,
      version: document.version + 1,
      at,
      reason: 'merged',
      mergedInto: profileId,
    })),
  );
  return [...left, ...own];
}

/** What profiles had to tell before, and nobody may have heard: because an event of theirs came again, or because they say so themselves. */
function toldBefore({ loaded, tellAgain }: Decided, written: readonly StoredProfile[]): Told {
  const again: Told = { changes: [], transitions: [] };
  const asked = new Set(tellAgain.map(({ profileId }) => profileId));
  const current = new Map(written.map((profile) => [profile.profileId, profile]));
  for (const document of loaded) {
    const isAsked = asked.has(document.profileId);
    if (!isAsked && document.effects?.untold === undefined) continue;
    const { view } = current.get(document.profileId) ?? document;
    again.transitions.push(...told(document.effects?.transitions ?? [], view));
    again.changes.push(...(document.effects?.removed ?? []).map(removedEffect));
    if (isAsked && !current.has(document.profileId)) again.changes.push(changedEffect(document));
  }
  return again;
}
