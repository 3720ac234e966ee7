import { createHash } from 'node:crypto';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import type { Json, JsonObject } from '../../shared/domain/json.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';
import { type ReferenceEvent, rankOf } from './reference-events.ts';
import { type RefusedLink, referenceGroups } from './reference-groups.ts';
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
  refused: RefusedLink[];
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
  const { groups, refused } = referenceGroups(events, rules, severed);
  const owners = new Map<string, string>();
  const profiles: ReferenceProfile[] = [];
  for (const group of groups) {
    const profile = profileOf(group, events, rules, traits);
    profiles.push(profile);
    for (const key of group) owners.set(key, profile.profileId);
  }
  profiles.sort((a, b) => (a.profileId < b.profileId ? -1 : 1));
  return { profiles, owners, refused };
}

function profileOf(
  group: ReadonlySet<string>,
  events: readonly ReferenceEvent[],
  rules: IdentityConfig,
  traits: Readonly<Record<string, TraitConfig>>,
): ReferenceProfile {
  const own = events.filter(({ primary }) => group.has(primary));
  const firstSightings = [...group].map((key) => events.findIndex((event) => carries(event, key)));
  const times = [
    ...own.map(({ at }) => at),
    ...firstSightings.map((index) => events[index]?.at ?? ''),
  ].sort();
  const anchor = [...group].sort(
    (a, b) =>
      rankOf(a, rules) - rankOf(b, rules) ||
      events.findIndex((event) => carries(event, a)) -
        events.findIndex((event) => carries(event, b)) ||
      (a < b ? -1 : 1),
  )[0];
  return {
    profileId: hashOf(anchor ?? ''),
    identifiers: byKind(group),
    ...registersOf(own),
    ...computedOf(own, traits),
    firstSeenAt: times[0] ?? '',
    lastSeenAt: times.at(-1) ?? '',
    events: own.length,
  };
}

const carries = ({ primary, others }: ReferenceEvent, key: string): boolean =>
  primary === key || others.includes(key);

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

/** What later events overwrite: traits, groups and consent. */
function registersOf(events: readonly ReferenceEvent[]) {
  const traits = new Map<string, Json>();
  const groups = new Set<string>();
  const consent = new Map<string, boolean>();
  for (const { body } of events) {
    if (body.type === 'identify') {
      for (const [name, value] of Object.entries((body['traits'] ?? {}) as JsonObject)) {
        traits.set(name, value ?? null);
      }
    }
    if (body.type === 'group') groups.add(String(body['groupId']));
    const given = (body['context'] as JsonObject | undefined)?.['consent'] as
      | JsonObject
      | undefined;
    const preferences = (given?.['categoryPreferences'] ?? {}) as Record<string, boolean>;
    for (const [category, allowed] of Object.entries(preferences)) consent.set(category, allowed);
  }
  for (const [name, value] of traits) if (value === null) traits.delete(name);
  return {
    ...(traits.size > 0 && { traits: Object.fromEntries(traits) }),
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
