import { createHash } from 'node:crypto';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import type { Json, JsonObject } from '../../shared/domain/json.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';
import { carries, keyOf, namedBy, type ReferenceEvent, rankOf } from './reference-events.ts';
import { type AcceptedLink, type RefusedLink, referenceGroups } from './reference-groups.ts';
import { computedTrait } from './reference-traits.ts';

/** A profile in the shape of a row of the snapshot. */
export interface ReferenceProfile {
  profileId: string;
  identifiers: Record<string, string[]>;
  traits?: Record<string, Json>;
  computed?: Record<string, Json>;
  groups?: string[];
  consent?: Record<string, boolean>;
  firstSeenAt: string;
  lastSeenAt: string;
  events: number;
}

export interface ReferenceWorld {
  /** By ascending profile id. */
  profiles: ReferenceProfile[];
  /** The profile id of every identifier. */
  owners: Map<string, string>;
  /** The identifiers of every profile, by its id. */
  groups: Map<string, Set<string>>;
  accepted: AcceptedLink[];
  refused: RefusedLink[];
  /** Identifiers that are shared for good. */
  crowded: Set<string>;
}

/**
 * Section 4 of the architecture, by brute force: a naive fold over the events in their total order, with nothing of the product in it.
 * `severed` holds pairs of identifier keys.
 */
export function referenceModel(
  events: readonly ReferenceEvent[],
  rules: IdentityConfig,
  traits: Readonly<Record<string, TraitConfig>>,
  severed: readonly (readonly [string, string])[] = [],
): ReferenceWorld {
  const { groups, accepted, refused, crowded } = referenceGroups(events, rules, severed);
  const owners = new Map<string, string>();
  const profiles: ReferenceProfile[] = [];
  const groupsById = new Map<string, Set<string>>();
  for (const group of groups) {
    const profile = profileOf(group, events, rules, traits);
    groupsById.set(profile.profileId, group);
    profiles.push(profile);
    for (const key of group) owners.set(key, profile.profileId);
  }
  profiles.sort((a, b) => (a.profileId < b.profileId ? -1 : 1));
  return { profiles, groups: groupsById, owners, accepted, refused, crowded };
}

/** What group events say of the accounts that they name, by the account's document id. */
export function referenceAccounts(
  events: readonly ReferenceEvent[],
  rules: IdentityConfig,
): Map<string, Omit<ReferenceProfile, 'profileId'>> {
  const accounts = new Map<string, ReferenceEvent[]>();
  for (const event of events) {
    if (event.body.type !== 'group') continue;
    const key = keyOf('group_id', event.body['groupId'], rules);
    if (key !== undefined) accounts.set(key, [...(accounts.get(key) ?? []), event]);
  }
  return new Map(
    [...accounts].map(([key, ofAccount]) => [
      hashOf(key),
      {
        identifiers: byKind(new Set([key])),
        ...traitsOf(ofAccount),
        firstSeenAt: ofAccount[0]?.at ?? '',
        lastSeenAt: ofAccount.at(-1)?.at ?? '',
        events: ofAccount.length,
      },
    ]),
  );
}

function profileOf(
  group: ReadonlySet<string>,
  events: readonly ReferenceEvent[],
  rules: IdentityConfig,
  traits: Readonly<Record<string, TraitConfig>>,
): ReferenceProfile {
  const own = events.filter(({ primary }) => group.has(primary));
  // An identifier that was refused by all, and leads no event, is known by its sightings alone.
  const told = own.length > 0 ? own : firstSightings(group, events);
  const times = told.map(({ at }) => at).sort();
  const carried = [...group].filter((key) => events.some((event) => carries(event, key)));
  const known = carried.length > 0 ? carried : [...group];
  const anchor = known.sort(
    (a, b) =>
      rankOf(a, rules) - rankOf(b, rules) ||
      events.indexOf(sightingOf(a, events)) - events.indexOf(sightingOf(b, events)) ||
      (a < b ? -1 : 1),
  )[0];
  return {
    profileId: hashOf(anchor ?? ''),
    identifiers: byKind(new Set(known)),
    ...traitsOf(own.filter(({ body }) => body.type === 'identify')),
    ...registersOf(own, rules),
    ...computedOf(own, traits),
    firstSeenAt: times[0] ?? '',
    lastSeenAt: times.at(-1) ?? '',
    events: own.length,
  };
}

const firstSightings = (group: ReadonlySet<string>, events: readonly ReferenceEvent[]) =>
  [...group].map((key) => sightingOf(key, events));

/** The first event that carried an identifier; where none did, the first alias that spoke of it. */
export function sightingOf(key: string, events: readonly ReferenceEvent[]): ReferenceEvent {
  const sighting =
    events.find((event) => carries(event, key)) ??
    events.find((event) => namedBy(event).includes(key));
  if (sighting === undefined) throw new Error(`No event names ${key}.`);
  return sighting;
}

/** 128 bits of SHA-256 of the anchor, in hex: documented for readers, so spelt out here again. */
const hashOf = (anchor: string): string =>
  createHash('sha256').update(anchor).digest('hex').slice(0, 32);

function byKind(group: ReadonlySet<string>): Record<string, string[]> {
  const kinds: Record<string, string[]> = Object.create(null);
  for (const key of [...group].sort()) {
    const colon = key.indexOf(':');
    const values = kinds[key.slice(0, colon)] ?? [];
    values.push(key.slice(colon + 1));
    kinds[key.slice(0, colon)] = values;
  }
  return kinds;
}

/** Later values overwrite; a `null` that came last leaves nothing. */
function traitsOf(events: readonly ReferenceEvent[]): { traits?: Record<string, Json> } {
  const traits = new Map<string, Json>();
  for (const { body } of events) {
    for (const [name, value] of Object.entries((body['traits'] ?? {}) as JsonObject)) {
      traits.set(name, value ?? null);
    }
  }
  for (const [name, value] of traits) if (value === null) traits.delete(name);
  return traits.size > 0 ? { traits: Object.fromEntries(traits) } : {};
}

function registersOf(events: readonly ReferenceEvent[], rules: IdentityConfig) {
  const groups = new Set<string>();
  const consent = new Map<string, boolean>();
  for (const { body } of events) {
    const account = body.type === 'group' ? keyOf('group_id', body['groupId'], rules) : undefined;
    if (account !== undefined) groups.add(account.slice(account.indexOf(':') + 1));
    const given = (body['context'] as JsonObject | undefined)?.['consent'] as
      | JsonObject
      | undefined;
    const preferences = (given?.['categoryPreferences'] ?? {}) as Record<string, boolean>;
    for (const [category, allowed] of Object.entries(preferences)) consent.set(category, allowed);
  }
  return {
    ...(groups.size > 0 && { groups: [...groups].sort() }),
    ...(consent.size > 0 && { consent: Object.fromEntries(consent) }),
  };
}

function computedOf(
  events: readonly ReferenceEvent[],
  traits: Readonly<Record<string, TraitConfig>>,
) {
  const values = Object.entries(traits).flatMap(([name, config]): [string, Json][] => {
    const value = computedTrait(config, events);
    return value === undefined ? [] : [[name, value]];
  });
  return values.length > 0 ? { computed: Object.fromEntries(values) } : {};
}
