import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { assertLaw } from './assert-law.ts';
import { arrivalsAreConserved } from './conservation.ts';
import { transactionsOf } from './deliveries.ts';
import { everythingIsExplained } from './explanations.ts';
import { disturbance, expectPointers, history, referenceOf } from './law.ts';
import { lawsOfWorlds } from './laws-of-worlds.ts';
import { limitsAreKept } from './limits.ts';
import { referenceAccounts } from './reference-model.ts';
import { type TriedWorld, triedWorld } from './tried-world.ts';
import { canonical, evidenceOf, rulesOf, stateOf } from './world.ts';

function deliveriesDoNotMatter({ first, second }: TriedWorld): void {
  expect(canonical(second.views)).toBe(canonical(first.views));
  expect(evidenceOf(second.cores)).toBe(evidenceOf(first.cores));
  expect(canonical(second.identities)).toBe(canonical(first.identities));
}

async function referenceAgrees({ first, given, events, reference }: TriedWorld): Promise<void> {
  expect(canonical(first.views)).toBe(canonical(reference.profiles));
  await expectPointers(first, reference);
  const expected = referenceAccounts(events, given.rules);
  const accounts = await first.store.accounts([...expected.keys()]);
  expect(canonical(accounts.map((account) => account?.view))).toBe(
    canonical([...expected].map(([profileId, account]) => ({ profileId, ...account }))),
  );
}

describe('profiles are a function of the set of events', () => {
  lawsOfWorlds(
    {
      'any order, duplication and batching give the same profiles, evidence and identities':
        deliveriesDoNotMatter,
      'the reference model gives the same profiles and accounts, and every identifier leads to its own':
        referenceAgrees,
      'limits are kept, and every edge refused for them is visible at both ends, with its reason':
        limitsAreKept,
      'every trait, membership, consent and link names the event that made it so, and what it beat':
        everythingIsExplained,
      'every arrival has one outcome, whatever is delivered again, and every event is applied once':
        arrivalsAreConserved,
    },
    (holds) =>
      fc.asyncProperty(history, disturbance, disturbance, async (given, one, other) =>
        holds(await triedWorld(given, one, other)),
      ),
  );

  it('transactions that race give the profiles of the reference model too', () =>
    assertLaw(
      fc.asyncProperty(history, disturbance, fc.scheduler(), async (given, disturbing, racing) => {
        const store = new MemoryProfileStore({ tick: () => racing.schedule(Promise.resolve()) });
        const rules = rulesOf(given.rules);
        const transactions = transactionsOf(given.sent, disturbing);
        await racing.waitFor(
          Promise.all(
            transactions.map((messages) => pipeline(messages, store, rules, packagedSources)),
          ),
        );
        expect(canonical(stateOf(store).views)).toBe(canonical(referenceOf(given).profiles));
      }),
      0.2,
    ));
});
