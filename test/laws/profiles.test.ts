import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { transactionsOf } from './deliveries.ts';
import { disturbance, expectPointers, history, law, referenceOf } from './law.ts';
import { lawParameters } from './law-parameters.ts';
import { referenceEvents } from './reference-events.ts';
import { referenceAccounts } from './reference-model.ts';
import { canonical, evidenceOf, rulesOf, stateOf, worldOf } from './world.ts';

describe('profiles are a function of the set of events', () => {
  it('gives the same profiles and evidence for any order, duplication and batching', () =>
    fc.assert(
      fc.asyncProperty(history, disturbance, disturbance, async ({ rules, sent }, one, other) => {
        const first = await worldOf(transactionsOf(sent, one), rules);
        const second = await worldOf(transactionsOf(sent, other), rules);
        expect(canonical(second.views)).toBe(canonical(first.views));
        expect(evidenceOf(second.cores)).toBe(evidenceOf(first.cores));
        expect(canonical(second.identities)).toBe(canonical(first.identities));
      }),
      lawParameters(),
    ));

  it('gives the profiles of the reference model, and leads to them from every identifier', () =>
    law(async (given, transactions) => {
      const world = await worldOf(transactions, given.rules);
      const reference = referenceOf(given);
      expect(canonical(world.views)).toBe(canonical(reference.profiles));
      await expectPointers(world, reference);
      const { events } = referenceEvents(given.sent, given.rules);
      for (const [profileId, account] of referenceAccounts(events, given.rules)) {
        const [stored] = await world.store.accounts([profileId]);
        expect(canonical(stored?.view)).toBe(canonical({ profileId, ...account }));
      }
    }));

  it('gives them too when the transactions race', () =>
    fc.assert(
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
      lawParameters(0.2),
    ));
});
