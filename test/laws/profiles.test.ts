import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { profileIdOf } from '../../shared/domain/profile/profile.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { severLink } from '../../shared/runtime/sever-link.ts';
import { disturbances, transactionsOf } from './deliveries.ts';
import { type History, histories, traits } from './histories.ts';
import { lawParameters } from './law-parameters.ts';
import { referenceEvents } from './reference-events.ts';
import { countOnce, type RefusedLink } from './reference-groups.ts';
import { type ReferenceWorld, referenceModel } from './reference-model.ts';
import {
  canonical,
  evidenceOf,
  refusedLinks,
  rulesOf,
  stateOf,
  type World,
  worldOf,
} from './world.ts';

const most = 14;
const history = histories(most);
const disturbance = disturbances(most);

const referenceOf = ({ sent, rules }: History): ReferenceWorld =>
  referenceModel(referenceEvents(sent, rules).events, rules, traits);

/** Holds for every history, however it is delivered. */
const law = (holds: (given: History, transactions: Message[][]) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(history, disturbance, (given, disturbing) =>
      holds(given, transactionsOf(given.sent, disturbing)),
    ),
    lawParameters(),
  );

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
    }));

  it('gives them too when the transactions race', () =>
    fc.assert(
      fc.asyncProperty(history, disturbance, fc.scheduler(), async (given, disturbing, racing) => {
        const store = new MemoryProfileStore({ tick: () => racing.schedule(Promise.resolve()) });
        const rules = rulesOf(given.rules);
        const transactions = transactionsOf(given.sent, disturbing);
        await racing.waitFor(
          Promise.all(transactions.map((messages) => pipeline(messages, store, rules))),
        );
        expect(canonical(stateOf(store).views)).toBe(canonical(referenceOf(given).profiles));
      }),
      lawParameters(0.3),
    ));
});

/** Every identifier leads to its profile, and no document is left of what was before. */
async function expectPointers(
  { store, identities, views }: Omit<World, 'outcomes'>,
  { owners }: ReferenceWorld,
): Promise<void> {
  const pointers = new Set<string>();
  for (const [key, profileId] of owners) {
    const colon = key.indexOf(':');
    const identifier = { kind: key.slice(0, colon), value: key.slice(colon + 1) };
    expect((await findProfile(store, identifier))?.profileId).toBe(profileId);
    const id = profileIdOf(key);
    if (id !== profileId) pointers.add(canonical({ id, ...identifier, profileId }));
  }
  expect(new Set(identities.map(canonical))).toEqual(pointers);
  expect(new Set(views.map(({ profileId }) => profileId))).toEqual(new Set(owners.values()));
}

/** Severs some links on the way: each names one by its position among all of the history's, and when. */
const cuts = fc.array(fc.record({ link: fc.nat({ max: 30 }), before: fc.nat({ max: 20 }) }), {
  minLength: 1,
  maxLength: 3,
});

describe('severing', () => {
  it('gives what would have been had the link never been seen, whatever comes later or again', () =>
    fc.assert(
      fc.asyncProperty(history, disturbance, cuts, async (given, disturbing, cutting) => {
        const { events } = referenceEvents(given.sent, given.rules);
        const links = events.flatMap(({ primary, others }) =>
          others.map((other) => [primary, other] as const),
        );
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
          await pipeline(messages, store, rules);
        }
        const reference = referenceModel(events, given.rules, traits, severed);
        const world = stateOf(store);
        expect(canonical(world.views)).toBe(canonical(reference.profiles));
        expect(sortedLinks(refusedLinks(world.cores))).toEqual(sortedLinks(reference.refused));
        await expectPointers(world, reference);
      }),
      lawParameters(),
    ));
});

describe('limits', () => {
  it('are kept by every profile, where ids that an alias made one count once', () =>
    law(async (given, transactions) => {
      const world = await worldOf(transactions, given.rules);
      for (const [kind, count, limit] of countsOf(world, given)) {
        expect(count, kind).toBeLessThanOrEqual(limit);
      }
    }));

  it('leave every refused edge visible, in the profiles of both ends, with its reason', () =>
    law(async (given, transactions) => {
      const { cores } = await worldOf(transactions, given.rules);
      expect(sortedLinks(refusedLinks(cores))).toEqual(sortedLinks(referenceOf(given).refused));
    }));
});

const sortedLinks = (links: readonly RefusedLink[]): string[] => links.map(canonical).sort();

/** How many of each kind every profile holds, and may hold. */
function countsOf(
  { cores }: World,
  { rules }: History,
): [kind: string, count: number, limit: number][] {
  return cores.flatMap(({ identifiers, edges }) => {
    const keys = Object.keys(identifiers);
    const sameAs = Object.values(edges)
      .filter(({ alias, refused }) => alias !== undefined && refused === undefined)
      .map(({ a, b }) => [a, b] as const);
    return rules.kinds.map(({ kind, limit }): [string, number, number] => {
      const ofKind = keys.filter((key) => key.startsWith(`${kind}:`));
      return [kind, countOnce(ofKind, sameAs), limit ?? 100];
    });
  });
}

describe('conservation', () => {
  it('gives every arrival one outcome, the same for every delivery, and applies every event once', () =>
    law(async (given, transactions) => {
      const { outcomes } = await worldOf(transactions, given.rules);
      const { events, nameless } = referenceEvents(given.sent, given.rules);
      const arrivals = new Map<string, string>();
      for (const [index, records] of outcomes.entries()) {
        expect(records.length).toBe(arrivalsIn(transactions[index] ?? []));
        for (const { arrival, outcome } of records) {
          expect(arrivals.get(arrival) ?? outcome).toBe(outcome);
          arrivals.set(arrival, outcome);
        }
      }
      const met = [...arrivals.values()];
      expect(met.filter((outcome) => outcome === 'applied').length).toBe(events.length);
      expect(new Set(met)).toEqual(
        new Set([
          ...(events.length > 0 ? ['applied'] : []),
          ...(nameless > 0 ? ['quarantined'] : []),
          ...(met.includes('duplicate') ? ['duplicate'] : []),
        ]),
      );
    }));
});

function arrivalsIn(messages: readonly Message[]): number {
  return messages.reduce((total, { data }) => {
    const value = JSON.parse(new TextDecoder().decode(data));
    return total + (Array.isArray(value) ? value : (value.batch ?? [value])).length;
  }, 0);
}
