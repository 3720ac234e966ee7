import { parseIdentifierKey } from '../identity/identifier.ts';
import type { Json } from '../json.ts';
import type { Trait } from '../trait/trait.ts';
import { type Candidates, joinRegisters } from './candidates.ts';
import type { Leaf } from './leaf.ts';
import type { Profile } from './profile.ts';
import type { ProfileView } from './view.ts';

/** Joins a profile's leaves into what readers see. A pure function of the evidence: equal cores give equal views. */
export function profileView({ profileId, core }: Profile, traits: readonly Trait[]): ProfileView {
  const leaves = Object.values(core.leaves);
  const [traitValues, groups, consent] = [
    winners(leaves, (leaf) => leaf.traits),
    winners(leaves, (leaf) => leaf.groups),
    winners(leaves, (leaf) => leaf.consent),
  ];
  const computed = computedValues(leaves, traits);
  const [firstAt, lastAt] = timesOf(core);
  return {
    profileId,
    identifiers: identifiersByKind(core.identifiers),
    ...(hasMembers(traitValues) && { traits: traitValues }),
    ...(hasMembers(computed) && { computed }),
    ...(hasMembers(groups) && { groups: Object.keys(groups) }),
    ...(hasMembers(consent) && { consent: consent as Record<string, boolean> }),
    firstSeenAt: new Date(firstAt).toISOString(),
    lastSeenAt: new Date(lastAt).toISOString(),
    events: leaves.reduce((total, leaf) => total + leaf.events, 0),
  };
}

/**
 * Of its own events. Those of others that carried one of its identifiers are not its history, and count only where it has no event of its
 * own: an identifier that was refused or severed from all that it was seen with.
 */
function timesOf({ leaves, identifiers }: Profile['core']): [first: number, last: number] {
  const own = Object.values(leaves);
  if (own.length > 0) {
    return [
      Math.min(...own.map(({ firstAt }) => firstAt)),
      Math.max(...own.map(({ lastAt }) => lastAt)),
    ];
  }
  const sighted = Object.values(identifiers).map(({ at }) => at);
  return [Math.min(...sighted), Math.max(...sighted)];
}

/** What is only presumed is left out, unless there is nothing else: an alias that was refused or severed. */
function identifiersByKind(identifiers: Profile['core']['identifiers']) {
  const keys = Object.keys(identifiers).sort();
  const carried = keys.filter((key) => identifiers[key]?.presumed === undefined);
  const byKind = new Map<string, string[]>();
  for (const key of carried.length > 0 ? carried : keys) {
    const { kind, value } = parseIdentifierKey(key);
    const values = byKind.get(kind) ?? [];
    values.push(value);
    byKind.set(kind, values);
  }
  return Object.fromEntries(byKind);
}

/** The winning value of every register, by name in order. A `null` that has won unsets the name. */
function winners(
  leaves: readonly Leaf[],
  registersOf: (leaf: Leaf) => Readonly<Record<string, Candidates>>,
): Record<string, Json> {
  const joined: Record<string, Candidates> = {};
  for (const leaf of leaves) joinRegisters(joined, registersOf(leaf));
  const values: Record<string, Json> = {};
  for (const name of Object.keys(joined).sort()) {
    const value = joined[name]?.[0]?.value;
    if (value !== undefined && value !== null) values[name] = value;
  }
  return values;
}

function computedValues(leaves: readonly Leaf[], traits: readonly Trait[]): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const { name, aggregate } of [...traits].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    let joined: unknown;
    for (const { computed } of leaves) {
      if (!Object.hasOwn(computed, name)) continue;
      const state = computed[name];
      joined = joined === undefined ? state : aggregate.join(joined, state);
    }
    const value = joined === undefined ? undefined : aggregate.result(joined);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

const hasMembers = (record: object): boolean => Object.keys(record).length > 0;
