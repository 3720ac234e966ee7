import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { mergeInGroups } from '../../functions/merge/merge-in-groups.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import { documentId } from '../../shared/domain/digest.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import { ContentionError, type ProfileStore } from '../../shared/ports/profile-store.ts';
import { compileRules, type Rules } from '../../shared/runtime/rules.ts';
import { severLink } from '../../shared/runtime/sever-link.ts';
import { keptIn, strayIdentities } from '../builders/kept.ts';
import { type ConcurrentHistory, company, concurrentHistories } from './concurrent-histories.ts';
import { lawsOfWorlds } from './laws-of-worlds.ts';

const rulesOf = ({ identity }: ConcurrentHistory): Rules =>
  compileRules({
    sources: { web: {} },
    identity,
    traits: {
      orders: { count: 'Order Placed' },
      revenue: { sum: 'properties.revenue', of: 'Order Placed' },
    },
  });

/** As Pub/Sub does: what was not acknowledged comes again. */
async function untilAcknowledged<T>(deliver: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await deliver();
    } catch (error) {
      if (!(error instanceof ContentionError)) throw error;
    }
  }
}

/** A store that gives up as soon as it is overtaken, so that contention reaches whoever called. */
const impatient = (store: ProfileStore): ProfileStore => ({
  profiles: (ids) => store.profiles(ids),
  identities: (ids) => store.identities(ids),
  accounts: (ids) => store.accounts(ids),
  position: () => store.position(),
  scan: (options) => store.scan(options),
  views: (options) => store.views(options),
  due: (until, limit) => store.due(until, limit),
  members: (audience, prefix) => store.members(audience, prefix),
  close: () => store.close(),
  transact: (work) => {
    let attempts = 0;
    return store.transact((reader) => {
      attempts += 1;
      if (attempts > 1) throw new ContentionError('It was overtaken.');
      return work(reader);
    });
  },
});

/** Cuts Ana from her phone. @returns once it is done. */
const sever = async (store: ProfileStore, at: number, rules: Rules): Promise<void> => {
  const cut = { at, messageId: `cut-${at}`, source: 'operator' };
  const ends = ['user_id:ana', 'anonymous_id:phone'] as const;
  const { kind } = await untilAcknowledged(() => severLink(store, ends, cut, rules));
  expect(kind).toBe('severed');
};

/** One instance that commits every event in one batch, and then the cuts. */
async function oneByOne(history: ConcurrentHistory): Promise<MemoryProfileStore> {
  const rules = rulesOf(history);
  const store = new MemoryProfileStore();
  await mergeInGroups(new MemoryPublisher(), store, rules).add(history.events);
  for (const at of history.cuts) await sever(store, at, rules);
  return store;
}

/** All instances and operators at work on one store. @returns what was told of every delivery. */
async function allAtOnce(
  history: ConcurrentHistory,
  store: ProfileStore,
): Promise<readonly OutcomeRecord[]> {
  const rules = rulesOf(history);
  const publisher = new MemoryPublisher();
  await mergeInGroups(publisher, store, rules).add([history.opening]);
  await Promise.all([
    ...history.instances.flatMap((batches) => {
      const instance = mergeInGroups(publisher, store, rules);
      return batches.map((batch) => untilAcknowledged(() => instance.add(batch)));
    }),
    ...history.cuts.map((at) => sever(store, at, rules)),
  ]);
  return publisher.on('outcomes') as OutcomeRecord[];
}

/** What instances and operators that work at once have left, and what was told meanwhile. */
interface Concluded {
  history: ConcurrentHistory;
  store: MemoryProfileStore;
  outcomes: readonly OutcomeRecord[];
}

/** The company as readers see it, and how many events tell of it. */
async function accountIn(store: ProfileStore): Promise<unknown> {
  const [account] = await store.accounts([documentId(`group_id:${company}`)]);
  return account?.view;
}

const dedupKey = ({ source, messageId }: Pick<CanonicalEvent, 'source' | 'messageId'>): string =>
  `${source} ${messageId}`;

async function oneInstanceLeavesTheSame({ history, store }: Concluded): Promise<void> {
  const undisturbed = await oneByOne(history);
  const [together, alone] = [await keptIn(store), await keptIn(undisturbed)];
  expect(together.snapshot).toBe(alone.snapshot);
  expect(together.evidence).toBe(alone.evidence);
  expect(store.documents().identities).toEqual(undisturbed.documents().identities);
  expect(await accountIn(store)).toEqual(await accountIn(undisturbed));
}

async function everyIdentifierLeadsHome({ store }: Concluded): Promise<void> {
  expect(await strayIdentities(store, store.documents().identities)).toEqual([]);
}

function everyEventIsAppliedOnce({ history, outcomes }: Concluded): void {
  const told = new Map<string, Set<string>>();
  for (const { arrival, outcome } of outcomes) {
    told.set(arrival, (told.get(arrival) ?? new Set()).add(outcome));
  }
  expect([...told].filter(([, met]) => met.size > 1)).toEqual([]);
  const applied = new Map(
    outcomes
      .filter(({ outcome }) => outcome === 'applied')
      .map(({ arrival, source, messageId = '' }) => [arrival, dedupKey({ source, messageId })]),
  );
  expect([...applied.values()].sort()).toEqual(history.events.map(dedupKey).sort());
}

describe('instances that commit overlapping events at once, while operators cut a link', () => {
  lawsOfWorlds<Concluded>(
    {
      'leave what one instance leaves that commits everything in one batch':
        oneInstanceLeavesTheSame,
      'leave no identifier that leads nowhere or elsewhere': everyIdentifierLeadsHome,
      'tell one outcome of every delivery, and apply every event once': everyEventIsAppliedOnce,
    },
    (holds) =>
      fc.asyncProperty(
        concurrentHistories(8),
        fc.boolean(),
        fc.scheduler(),
        async (history, givesUp, scheduler) => {
          const store = new MemoryProfileStore({
            tick: () => scheduler.schedule(Promise.resolve()),
          });
          const done = allAtOnce(history, givesUp ? impatient(store) : store);
          const outcomes = await scheduler.waitFor(done);
          await scheduler.waitFor(holds({ history, store, outcomes }));
        },
      ),
    0.5,
  );
});
