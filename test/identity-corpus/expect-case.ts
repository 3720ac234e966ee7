import { describe, expect, it } from 'vitest';
import { documentId } from '../../shared/domain/digest.ts';
import { canonicalJson, type JsonObject } from '../../shared/domain/json.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { type CorpusCase, type ExpectedProfile, readCorpus } from './case.ts';
import { type Delivery, deliveriesOf } from './deliveries.ts';
import { accountsOf, playCase } from './play-case.ts';

/** Does something with an empty store. */
type WithStore = (work: (store: ProfileStore) => Promise<void>) => Promise<void>;

/** One test for every case: in its own order, in others, and shuffled so many times. */
export function describeCorpus(withStore: WithStore, shuffles: number): void {
  for (const { topic, cases } of readCorpus()) {
    describe(topic, () => {
      for (const corpusCase of cases) {
        it(`${corpusCase.name}: ${corpusCase.why}`, () =>
          expectCase(corpusCase, deliveriesOf(corpusCase, shuffles), withStore));
      }
    });
  }
}

/** Every delivery leads to what the case expects, and all of them to the very same profiles. */
async function expectCase(
  corpusCase: CorpusCase,
  deliveries: readonly Delivery[],
  withStore: WithStore,
): Promise<void> {
  const { profiles, refused, quarantined = 0, accounts } = corpusCase.expected;
  let snapshot: string | undefined;
  for (const delivery of deliveries) {
    await withStore(async (store) => {
      const played = await playCase(corpusCase, delivery, store);
      const found = {
        profiles: sorted(played.views.map((view) => comparable(view, profiles))),
        refused: sorted(played.refused),
        quarantined: played.quarantined.size,
        lost: played.lost,
      };
      const wanted = {
        profiles: sorted(profiles),
        refused: sorted(refused),
        quarantined,
        lost: [],
      };
      expect(found, delivery.name).toEqual(wanted);
      if (accounts !== undefined) {
        expect((await accountsOf(corpusCase, store)).map(account), delivery.name).toEqual(accounts);
      }
      snapshot ??= canonicalJson(json(played.views));
      expect(canonicalJson(json(played.views)), delivery.name).toBe(snapshot);
    });
  }
}

/** A profile with the members that its expectation speaks of: its times and its anchor may be left out. */
function comparable(view: ProfileView, profiles: readonly ExpectedProfile[]): JsonObject {
  const { profileId, firstSeenAt, lastSeenAt, ...always } = view;
  const identifiers = canonicalJson(view.identifiers);
  const expected = profiles.find((profile) => canonicalJson(profile.identifiers) === identifiers);
  const { anchor } = expected ?? {};
  return {
    ...always,
    ...(expected?.firstSeenAt !== undefined && { firstSeenAt }),
    ...(expected?.lastSeenAt !== undefined && { lastSeenAt }),
    ...(anchor !== undefined && { anchor: documentId(anchor) === profileId ? anchor : profileId }),
  };
}

const account = ({ groupId, view }: Awaited<ReturnType<typeof accountsOf>>[number]) => ({
  groupId,
  ...(view?.traits && { traits: view.traits }),
  events: view?.events,
});

const json = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

const sorted = (items: readonly object[]): object[] =>
  [...items].sort((a, b) => (order(a) < order(b) ? -1 : 1));

/** Identifiers and edges tell the items apart. */
const order = (item: object): string =>
  canonicalJson(json('identifiers' in item ? item.identifiers : item));
