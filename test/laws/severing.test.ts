import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { severLink } from '../../shared/runtime/sever-link.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { assertLaw } from './assert-law.ts';
import { cuts, linksOf } from './cuts.ts';
import { transactionsOf } from './deliveries.ts';
import { traits } from './histories.ts';
import { disturbance, expectPointers, expectRefused, history } from './law.ts';
import { referenceEvents } from './reference-events.ts';
import { referenceModel } from './reference-model.ts';
import { canonical, rulesOf, stateOf } from './world.ts';

describe('severing', () => {
  it('gives what would have been had the link never been seen, whatever comes later or again', () =>
    assertLaw(
      fc.asyncProperty(history, disturbance, cuts, async (given, disturbing, cutting) => {
        const { events } = referenceEvents(given.sent, given.rules);
        const links = linksOf(events);
        const store = new MemoryProfileStore();
        const rules = rulesOf(given.rules);
        const severed: (readonly [string, string])[] = [];
        for (const [index, messages] of transactionsOf(given.sent, disturbing).entries()) {
          for (const { link, before } of cutting) {
            const ends = links[link];
            if (before !== index || ends === undefined) continue;
            const cut = { at: index, messageId: `cut-${index}`, source: 'operator' };
            const { kind } = await severLink(store, ends, cut, rules);
            if (kind === 'severed') severed.push(ends);
          }
          await pipeline(messages, store, rules, packagedSources);
        }
        const reference = referenceModel(events, given.rules, traits, severed);
        const world = stateOf(store);
        expect(canonical(world.views)).toBe(canonical(reference.profiles));
        expectRefused(world.cores, reference);
        await expectPointers(world, reference);
      }),
    ));
});
