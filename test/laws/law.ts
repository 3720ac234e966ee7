import { expect } from 'vitest';
import { type Core, profileIdOf } from '../../shared/domain/profile/profile.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { disturbances } from './deliveries.ts';
import { type History, histories, traits } from './histories.ts';
import { referenceEvents } from './reference-events.ts';
import { type ReferenceWorld, referenceModel } from './reference-model.ts';
import { canonical, refusedLinks, type World } from './world.ts';

/** Events of a history: enough for every conflict, few enough to understand one that fails. */
const most = 12;
export const history = histories(most);
export const disturbance = disturbances(most);

/** What the reference model makes of a history. */
export const referenceOf = ({ sent, rules }: History): ReferenceWorld =>
  referenceModel(referenceEvents(sent, rules).events, rules, traits);

/** Every identifier leads to its profile, and no document is left of what was before. */
export async function expectPointers(
  { store, identities, views }: Omit<World, 'outcomes'>,
  { owners }: ReferenceWorld,
): Promise<void> {
  const pointers = new Set<string>();
  const found = new Map<string, string | undefined>();
  for (const [key, profileId] of owners) {
    const colon = key.indexOf(':');
    const identifier = { kind: key.slice(0, colon), value: key.slice(colon + 1) };
    found.set(key, (await findProfile(store, identifier))?.profileId);
    const id = profileIdOf(key);
    if (id !== profileId) pointers.add(canonical({ id, ...identifier, profileId }));
  }
  expect(canonical([...found])).toBe(canonical([...owners]));
  expect(canonical(identities.map(canonical).sort())).toBe(canonical([...pointers].sort()));
  const profileIds = new Set(owners.values());
  expect(canonical(views.map(({ profileId }) => profileId))).toBe(
    canonical([...profileIds].sort()),
  );
}

/** The refused edges are those of the reference model, with their reasons. What two crowds have between them, neither need keep. */
export function expectRefused(cores: readonly Core[], { refused, crowded }: ReferenceWorld): void {
  const found = new Map(refusedLinks(cores, crowded).map((link) => [canonical(link.ends), link]));
  for (const expected of refused) {
    const crowds = expected.ends.filter((end) => crowded.has(end));
    const link = found.get(canonical(expected.ends));
    found.delete(canonical(expected.ends));
    if (link === undefined) expect(crowds).toEqual(expected.ends);
    else if (crowds.length > 0) expect(link.reason).toBe(expected.reason);
    else expect(link).toEqual(expected);
  }
  expect([...found.values()]).toEqual([]);
}
