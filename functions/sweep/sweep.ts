import type { Publisher } from '../../shared/ports/event-bus.ts';
import {
  type Effects,
  noWrites,
  type ProfileStore,
  type StoredProfile,
} from '../../shared/ports/profile-store.ts';
import { advanceProfile } from '../../shared/runtime/advance-profile.ts';
import {
  changed,
  joinEffects,
  leftToSweep,
  publishEffects,
  removed,
  type Told,
  told,
} from '../../shared/runtime/effects.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { settleTold } from '../../shared/runtime/settle-told.ts';

/** What a sweep did. */
export interface Swept {
  /** How many profiles were due. */
  profiles: number;
  entered: number;
  exited: number;
}

/** The profiles asked for at once, and those of one transaction. */
const page = 400;
const perTransaction = 50;
const concurrency = 4;

/**
 * Moves on whom time alone has moved, until nobody is due. Only profiles that are due are read. A profile that moved into or out of an audience
 * stays due until that has been told, so that a sweep that is interrupted is made up for by the next.
 * @param at milliseconds since 1970.
 */
export async function sweep(
  store: ProfileStore,
  publisher: Publisher,
  rules: Rules,
  at: number,
): Promise<Swept> {
  const swept: Swept = { profiles: 0, entered: 0, exited: 0 };
  for (;;) {
    const ids = await store.due(at, page);
    if (ids.length === 0) return swept;
    const transactions = parts(ids, perTransaction);
    const worker = async () => {
      for (let ids = transactions.pop(); ids !== undefined; ids = transactions.pop()) {
        await sweepSome(ids, store, publisher, rules, at, swept);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }
}

async function sweepSome(
  ids: readonly string[],
  store: ProfileStore,
  publisher: Publisher,
  rules: Rules,
  at: number,
  swept: Swept,
): Promise<void> {
  const { effects, profiles, marked } = await advanceDue(ids, store, rules, at);
  await publishEffects(publisher, effects);
  for (const { type } of effects.transitions) swept[type] += 1;
  swept.profiles += profiles;
  await settleTold(store, marked, rules, at);
}

interface Advance {
  /** What there is to tell. */
  effects: Told;
  /** How many were due. */
  profiles: number;
  /** The versions of those that stay due until that is told. */
  marked: Map<string, number>;
}

/** Moves on those that are still due. */
const advanceDue = (
  ids: readonly string[],
  store: ProfileStore,
  rules: Rules,
  at: number,
): Promise<Advance> =>
  store.transact(async (reader) => {
    const effects: Told = { changes: [], transitions: [] };
    const marked = new Map<string, number>();
    const putProfiles = (await reader.profiles(ids)).flatMap((found): StoredProfile[] => {
      if (!isDue(found, at)) return [];
      const { profile, transitions } = advanceProfile(found, rules, at);
      const untold = found.effects?.untold ? found.effects : nothingToTell;
      effects.changes.push(...untold.removed.map(removed), changed(profile));
      effects.transitions.push(...told([...untold.transitions, ...transitions], profile.view));
      const remembered = joinEffects([found.effects], { transitions, removed: [] });
      const hasToTell = transitions.length > 0 || untold !== nothingToTell;
      if (!hasToTell || remembered === undefined) return [profile];
      marked.set(profile.profileId, profile.version);
      return [leftToSweep(profile, remembered, at)];
    });
    const result = { effects, profiles: putProfiles.length, marked };
    return { writes: { ...noWrites, putProfiles }, result };
  });

const nothingToTell: Effects = { transitions: [], removed: [] };

const isDue = (profile: StoredProfile | undefined, at: number): profile is StoredProfile =>
  profile?.nextDueAt !== undefined && profile.nextDueAt <= at;

function parts<Item>(items: readonly Item[], length: number): Item[][] {
  const all: Item[][] = [];
  for (let at = 0; at < items.length; at += length) all.push(items.slice(at, at + length));
  return all;
}
