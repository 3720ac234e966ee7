import { setTimeout } from 'node:timers/promises';
import type { Transition } from '../domain/audience/transition.ts';
import type { IdentifierKey } from '../domain/identity/identifier.ts';
import { identifierKey } from '../domain/identity/identifier.ts';
import { decodeCore } from '../domain/profile/core-codec.ts';
import { hasSurplus, LeafHistory, missingTraits } from '../domain/profile/leaf-history.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredProfile } from '../ports/profile-store.ts';
import { changeProfiles } from '../runtime/change-profiles.ts';
import type { Rules } from '../runtime/rules.ts';
import { settleTold } from '../runtime/settle-told.ts';
import { pastEvents } from './history.ts';
import type { Platform, Progress } from './platform.ts';

/** What a backfill did. */
export interface Backfilled {
  /** How many profiles were brought up to date. */
  profiles: number;
  entered: number;
  exited: number;
}

/** What a backfill works on. */
export type Ground = Pick<
  Platform,
  'store' | 'rules' | 'archive' | 'archivePollMs' | 'sources' | 'tell'
>;

/** The profiles that one reading of the archive serves, and those of one transaction. */
const chunk = 20_000;
const perTransaction = 25;
const concurrency = 4;

/** How often to look for what the archive does not have yet. */
const looks = 100;

/**
 * Brings every profile up to date with the configuration: counts new traits over all stored events, and judges the audiences. What is done
 * shows in the profiles themselves, so that an interrupted run is gone on with by the next; whoever it has moved is due until that is told, so that
 * the next sweep makes up for what it did not come to tell. Events go on being applied meanwhile.
 */
export async function backfill(
  platform: Ground,
  onProgress: (progress: Progress) => void = () => {},
  clock: Clock = Date.now,
): Promise<Backfilled> {
  const done: Backfilled = { profiles: 0, entered: 0, exited: 0 };
  for (;;) {
    // Profiles that became one meanwhile are found by the next look.
    const behind = await behindOf(platform);
    if (behind.length === 0) return done;
    const before = done.profiles;
    for (let start = 0; start < behind.length; start += chunk) {
      const part = behind.slice(start, start + chunk);
      await new Chunk(platform, part, done, clock, () =>
        onProgress({ done: done.profiles - before, total: behind.length }),
      ).run();
    }
  }
}

/** A profile that is not up to date: one of its identifiers, and the leaves that lack something. */
interface Behind {
  key: IdentifierKey;
  leaves: IdentifierKey[];
}

async function behindOf({ store, rules }: Ground): Promise<Behind[]> {
  const behind: Behind[] = [];
  for await (const stored of store.scan()) {
    const leaves = leavesToComplete(stored, rules);
    if (leaves.length === 0 && isJudged(stored, rules)) continue;
    const [kind = '', [value = ''] = []] = Object.entries(stored.view.identifiers)[0] ?? [];
    behind.push({ key: identifierKey({ kind, value }), leaves });
  }
  return behind;
}

function leavesToComplete({ core }: StoredProfile, { traits }: Rules): IdentifierKey[] {
  return Object.entries(decodeCore(core).leaves).flatMap(([key, leaf]) =>
    missingTraits(leaf, traits).length > 0 || hasSurplus(leaf, traits) ? [key] : [],
  );
}

const isJudged = ({ standing, view }: StoredProfile, { audiences }: Rules): boolean =>
  audiences.inOrder.length === 0
    ? view.audiences === undefined
    : standing?.rules === audiences.fingerprint;

class Chunk {
  readonly #platform: Ground;
  readonly #behind: Behind[];
  readonly #done: Backfilled;
  readonly #clock: Clock;
  readonly #onProgress: () => void;
  readonly #histories: Map<IdentifierKey, LeafHistory>;
  readonly #positions = new Map<string, number>();
  #reading: Promise<void> = Promise.resolve();

  constructor(
    platform: Ground,
    behind: readonly Behind[],
    done: Backfilled,
    clock: Clock,
    onProgress: () => void,
  ) {
    this.#platform = platform;
    this.#behind = [...behind];
    this.#done = done;
    this.#clock = clock;
    this.#onProgress = onProgress;
    this.#histories = new Map(
      behind.flatMap(({ leaves }) =>
        leaves.map((leaf) => [leaf, new LeafHistory(platform.rules.traits)] as const),
      ),
    );
  }

  async run(): Promise<void> {
    await this.#readOn();
    const worker = async () => {
      for (let some = this.#next(); some.length > 0; some = this.#next())
        await this.#complete(some);
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }

  #next(): IdentifierKey[] {
    return this.#behind.splice(-perTransaction).map(({ key }) => key);
  }

  /** Reads what the archive holds since the last time; one at a time. */
  #readOn(): Promise<void> {
    if (this.#histories.size === 0) return Promise.resolve();
    this.#reading = this.#reading.then(async () => {
      const { rules } = this.#platform;
      for await (const { leaf, event } of pastEvents(this.#platform, rules, this.#positions)) {
        this.#histories.get(leaf)?.add(event);
      }
    });
    return this.#reading;
  }

  async #complete(keys: readonly IdentifierKey[]): Promise<void> {
    const { store, rules } = this.#platform;
    for (let look = 0; ; look += 1) {
      const occasion = { now: this.#clock(), reason: 'backfill' as const };
      const told = await changeProfiles(store, keys, rules, occasion, (profiles) => ({
        kind: 'decided',
        changes: { changed: [...profiles], removed: [] },
        result: profiles.filter((profile) => !this.#completeLeaves(profile)).length,
      }));
      await this.#platform.tell(told);
      await settleTold(store, told.marked, rules, occasion.now);
      for (const { type } of told.transitions as readonly Transition[]) this.#done[type] += 1;
      if (told.result === 0) break;
      if (look === looks) {
        throw new Error(
          `The archive lacks events that ${told.result} profiles have: is it still catching up? Run the backfill again.`,
        );
      }
      if (look > 0) await setTimeout(this.#platform.archivePollMs);
      await this.#readOn();
    }
    this.#done.profiles += keys.length;
    this.#onProgress();
  }

  /** Whether all leaves of a profile that this chunk has the history of are complete. */
  #completeLeaves({ core }: Profile): boolean {
    const { traits } = this.#platform.rules;
    let complete = true;
    for (const [key, leaf] of Object.entries(core.leaves)) {
      if (missingTraits(leaf, traits).length === 0 && !hasSurplus(leaf, traits)) continue;
      const history = this.#histories.get(key);
      if (history !== undefined && !history.complete(leaf, traits)) complete = false;
    }
    return complete;
  }
}
