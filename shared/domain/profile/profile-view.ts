import { isStep, type StepEvents } from '../audience/sequence.ts';
import type { Facts } from '../audience/verdict.ts';
import { parseIdentifierKey } from '../identity/identifier.ts';
import type { Json } from '../json.ts';
import type { Trait, TraitState } from '../trait/trait.ts';
import { type Candidates, joinRegisters } from './candidates.ts';
import type { Leaf } from './leaf.ts';
import type { Core, Profile } from './profile.ts';
import type { ProfileView } from './view.ts';

/** A profile at a time: what readers see of it but for its audiences, and what these are judged by besides. */
export interface ProfileAtTime {
  view: ProfileView;
  steps: Facts['steps'];
  stepCounts: Record<string, number>;
  /** The computed traits and steps that some leaf does not know from its beginning yet: they have no value. */
  pending: Set<string>;
  /** When time alone changes a computed trait next, milliseconds since 1970; infinity for never. */
  nextExit: number;
}

/** Joins a profile's leaves. A pure function of the evidence and the time: equal cores give equal views. */
export function profileAtTime(
  { profileId, core }: Pick<Profile, 'profileId' | 'core'>,
  traits: readonly Trait[],
  now: number,
): ProfileAtTime {
  const leaves = Object.values(core.leaves);
  const [traitValues, groups, consent] = [
    winners(leaves, (leaf) => leaf.traits),
    winners(leaves, (leaf) => leaf.groups),
    winners(leaves, (leaf) => leaf.consent),
  ];
  const { computed, ...counted } = computedAt(leaves, traits, now);
  const [firstAt, lastAt] = timesOf(core);
  const view: ProfileView = {
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
  return { view, ...counted };
}

/**
 * Of its own events. Those of others that carried one of its identifiers are not its history, and count only where it has no event of its
 * own: an identifier that was refused or severed from all that it was seen with.
 */
function timesOf({ leaves, identifiers }: Core): [first: number, last: number] {
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

function computedAt(leaves: readonly Leaf[], traits: readonly Trait[], now: number) {
  const computed: Record<string, Json> = {};
  const steps: Record<string, StepEvents['latest']> = {};
  const stepCounts: Record<string, number> = {};
  const pending = new Set<string>();
  let nextExit = Number.POSITIVE_INFINITY;
  for (const trait of traits) {
    const state = joinedState(leaves, trait);
    if (isStep(trait)) {
      if (state === undefined) pending.add(trait.name);
      if (!state) continue;
      const { count, latest } = state.state as StepEvents;
      steps[trait.name] = latest;
      stepCounts[trait.name] = count;
    } else if (state === undefined) pending.add(`computed.${trait.name}`);
    else {
      const value = trait.value(state, now);
      if (value !== undefined) computed[trait.name] = value;
      nextExit = Math.min(nextExit, trait.nextExit(state, now));
    }
  }
  return { computed, steps, stepCounts, pending, nextExit };
}

/** The state over all leaves; `null` where no event has counted, `undefined` where a leaf does not know the trait from its beginning. */
export function joinedState(leaves: readonly Leaf[], trait: Trait): TraitState | null | undefined {
  let joined: TraitState | null = null;
  for (const { computed } of leaves) {
    const state = computed[trait.key];
    if (state === undefined) return undefined;
    if (state !== null) joined = joined === null ? state : trait.join(joined, state);
  }
  return joined;
}

const hasMembers = (record: object): boolean => Object.keys(record).length > 0;
