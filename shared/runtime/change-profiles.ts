import type { IdentifierKey } from '../domain/identity/identifier.ts';
import type { Changes, Incomplete } from '../domain/profile/cluster.ts';
import { ownersOf } from '../domain/profile/identity-changes.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import type { Profile } from '../domain/profile/profile.ts';
import {
  noWrites,
  type ProfileStore,
  type ProfileWrites,
  type StoredProfile,
} from '../ports/profile-store.ts';
import type { Told } from './effects.ts';
import { identityCacheOf } from './identity-cache.ts';
import { ProfileLoader } from './profile-loader.ts';
import { bytesOf, toProfile } from './stored-profile.ts';
import { type Occasion, writeProfiles } from './write-profiles.ts';

/** The decision itself failed: no retry helps, and what was to be decided on is to blame. */
export class PoisonError extends Error {
  override readonly name = 'PoisonError';
}

/** A request to Firestore has 10 MiB, and one to its emulator 4 MiB. Small transactions are soon over, too. */
export const transactionBytesAtMost = 3.5 * 1024 * 1024;

/** What is decided on the profiles that are loaded: changes, or that more must be loaded first. */
export type Decision<Result> =
  | {
      kind: 'decided';
      changes: Changes;
      result: Result;
      /** Profiles, as loaded, that may have something to tell from before. */
      tellAgain?: readonly Profile[];
      /** As `writeProfiles` takes it; absent where none do. */
      comesAgain?: ReadonlySet<IdentifierKey>;
    }
  | Incomplete;

/**
 * Changes profiles in one transaction: loads those that hold the identifiers, and whatever the decision asks for besides, decides, and
 * writes. The decision may run again, on profiles loaded anew, which it may change in place.
 * @throws PoisonError where the decision throws; else what the store throws.
 */
export async function changeProfiles<Result>(
  store: ProfileStore,
  keys: Iterable<IdentifierKey>,
  rules: ProfileRules,
  occasion: Occasion,
  decide: (profiles: readonly Profile[]) => Decision<Result>,
): Promise<Changed<Result>> {
  const cache = identityCacheOf(store);
  const changed = await store.transact<Written<Result>['result'] | PoisonError>(async (reader) => {
    const loader = new ProfileLoader(reader, cache);
    let loaded = await loader.load(keys);
    for (;;) {
      const attempted = attempt(loaded, rules, occasion, decide);
      // A failure is committed too, empty: had the reads been overtaken by others, the store would ask again.
      if (attempted instanceof PoisonError) return { writes: noWrites, result: attempted };
      if (attempted.kind === 'written') return attempted;
      const before = loaded.length;
      loaded = await loader.load(attempted.missing);
      if (loaded.length === before) return { writes: noWrites, result: leadsNowhere(attempted) };
    }
  });
  if (changed instanceof PoisonError) throw changed;
  for (const profile of changed.known) cache.remember(profile);
  return changed;
}

interface Changed<Result> extends Told {
  result: Result;
  /** The versions of those that are due until what there is to tell has been told, by id. */
  marked: ReadonlyMap<string, number>;
}

interface Written<Result> {
  kind: 'written';
  writes: ProfileWrites;
  result: Changed<Result> & { known: readonly StoredProfile[] };
}

/** Pure: where it fails, it would fail again. */
function attempt<Result>(
  loaded: readonly StoredProfile[],
  rules: ProfileRules,
  occasion: Occasion,
  decide: (profiles: readonly Profile[]) => Decision<Result>,
): Written<Result> | Incomplete | PoisonError {
  try {
    const profiles = loaded.map(toProfile);
    const owners = ownersOf(profiles);
    const decision = decide(profiles);
    if (decision.kind === 'incomplete') return decision;
    const { changes, result, tellAgain = [], comesAgain = new Set() } = decision;
    const { writes, told } = writeProfiles(
      { ...changes, loaded, owners, tellAgain, comesAgain },
      rules,
      occasion,
    );
    const bytes = writes.putProfiles.reduce((total, profile) => total + bytesOf(profile), 0);
    if (bytes > transactionBytesAtMost) return tooLarge(bytes, writes.putProfiles.length);
    const known = [...unwritten(loaded, writes), ...writes.putProfiles];
    const marked = new Map(writes.putProfiles.flatMap(versionIfUntold));
    return { kind: 'written', writes, result: { result, ...told, marked, known } };
  } catch (error) {
    return new PoisonError('The change could not be decided', { cause: error });
  }
}

const versionIfUntold = ({ profileId, version, effects }: StoredProfile): [string, number][] =>
  effects?.untold ? [[profileId, version]] : [];

/** What was loaded and stays as it was. */
function unwritten(
  loaded: readonly StoredProfile[],
  { putProfiles, deleteProfiles }: ProfileWrites,
): StoredProfile[] {
  const written = new Set([...putProfiles.map(({ profileId }) => profileId), ...deleteProfiles]);
  return loaded.filter(({ profileId }) => !written.has(profileId));
}

/** Of some people; of one there may be that many profiles that they take part in. */
const tooLarge = (bytes: number, profiles: number) =>
  new PoisonError('The change is too large', {
    cause: new Error(
      `It would write ${profiles} profiles of ${bytes} bytes together; ${transactionBytesAtMost} are allowed at once.`,
    ),
  });

const leadsNowhere = ({ missing }: Incomplete) =>
  new PoisonError('An edge leads nowhere', {
    cause: new Error(`No profile holds ${missing.join(', ')}.`),
  });
