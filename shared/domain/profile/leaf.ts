import type { CanonicalEvent } from '../event/event.ts';
import type { EventIdentifiers } from '../event/identifiers-of.ts';
import { compareEvidence, type Evidence } from '../identity/evidence.ts';
import type { Json } from '../json.ts';
import type { Trait, TraitState } from '../trait/trait.ts';
import { type Candidates, joinCandidates } from './candidates.ts';
import { nothingSeen, type Seen } from './seen.ts';

/** All that the events of one primary identifier say. */
export interface Leaf {
  /** How many distinct events. */
  events: number;
  /** The timestamps of the earliest and the latest event, milliseconds since 1970. */
  firstAt: number;
  lastAt: number;
  traits: Record<string, Candidates>;
  /** Names of traits that were refused a value, the first few in code-unit order; absent where there is none. */
  refusedTraits?: string[];
  groups: Record<string, Candidates>;
  consent: Record<string, Candidates>;
  /**
   * The states of the computed traits, by key; `null` until an event has counted. A leaf that is older than a trait has no state of it until
   * one is made of its whole history: no state ever knows a part of the events only.
   */
  computed: Record<string, TraitState | null>;
  /** The latest events, latest first. */
  recent: RecentEvent[];
  seen: Seen;
}

/** An event as a timeline shows it. */
export interface RecentEvent extends Evidence {
  type: CanonicalEvent['type'];
  /** The name of the track event, page or screen. */
  name?: string;
}

/** How many recent events a leaf keeps; the archive has them all. */
const recentEvents = 20;

/** How many traits a leaf holds, how many UTF-16 code units of JSON a value of one may have, and how many refused names are on record. */
const bounds = { traits: 500, valueLength: 4096, refusedTraits: 20 } as const;

export const emptyLeaf = (traits: readonly Trait[]): Leaf => ({
  events: 0,
  firstAt: Number.POSITIVE_INFINITY,
  lastAt: Number.NEGATIVE_INFINITY,
  traits: {},
  groups: {},
  consent: {},
  computed: Object.fromEntries(traits.map(({ key }) => [key, null])),
  recent: [],
  seen: nothingSeen(),
});

/**
 * Joins a new event into its leaf, in place. The caller has made sure that the leaf has not seen the event; what an event adds does not
 * depend on the others, so any order of events gives the same leaf.
 */
export function applyEvent(
  leaf: Leaf,
  event: CanonicalEvent,
  { groupId }: EventIdentifiers,
  evidence: Evidence,
  traits: readonly Trait[],
): void {
  countEvent(leaf, event, evidence);
  if (event.type === 'identify') {
    for (const [name, value] of Object.entries(event.traits ?? {})) {
      registerTrait(leaf, name, value as Json, evidence);
    }
  }
  if (groupId !== undefined) register(leaf.groups, groupId, true, evidence);
  const preferences = event.context?.consent?.categoryPreferences ?? {};
  for (const [category, given] of Object.entries(preferences)) {
    register(leaf.consent, category, given, evidence);
  }
  for (const trait of traits) {
    const state = leaf.computed[trait.key];
    if (state === undefined) continue;
    const taken = trait.take(state, event, evidence);
    if (taken !== state) leaf.computed[trait.key] = taken;
  }
}

/** Counts an event, whatever it says, and remembers it among the latest. */
function countEvent(leaf: Leaf, event: CanonicalEvent, evidence: Evidence): void {
  leaf.events += 1;
  leaf.firstAt = Math.min(leaf.firstAt, evidence.at);
  leaf.lastAt = Math.max(leaf.lastAt, evidence.at);
  addRecent(leaf.recent, event, evidence);
}

/**
 * Bounds what a leaf holds, so that its profile stays a document: values that are too large are refused, and of too many names the first in
 * code-unit order are kept. Both depend on the set of events alone, and what is refused is on record; the archive has it all.
 */
function registerTrait(leaf: Leaf, name: string, value: Json, evidence: Evidence): void {
  if (JSON.stringify(value).length > bounds.valueLength) {
    refuseTrait(leaf, name);
    return;
  }
  const isKnown = Object.hasOwn(leaf.traits, name);
  register(leaf.traits, name, value, evidence);
  if (isKnown) return;
  const names = Object.keys(leaf.traits);
  if (names.length <= bounds.traits) return;
  const last = names.sort().at(-1) ?? name;
  delete leaf.traits[last];
  refuseTrait(leaf, last);
}

function refuseTrait(leaf: Leaf, name: string): void {
  const names = new Set(leaf.refusedTraits).add(name);
  leaf.refusedTraits = [...names].sort().slice(0, bounds.refusedTraits);
}

function register(
  registers: Record<string, Candidates>,
  name: string,
  value: Json,
  evidence: Evidence,
): void {
  const known = Object.hasOwn(registers, name) ? registers[name] : undefined;
  registers[name] = joinCandidates(known ?? [], [{ value, evidence }]);
}

/** Adds an event where it belongs, in place: mostly first. */
function addRecent(recent: RecentEvent[], event: CanonicalEvent, evidence: Evidence): void {
  let place = 0;
  for (const known of recent) {
    if (compareEvidence(known, evidence) <= 0) break;
    place += 1;
  }
  if (place === recentEvents) return;
  const { at, messageId, source } = evidence;
  const { type } = event;
  const name = type === 'track' ? event.event : event.name;
  const added: RecentEvent = { at, messageId, source, type };
  if (name !== undefined) added.name = name;
  recent.splice(place, 0, added);
  if (recent.length > recentEvents) recent.pop();
}

/** Joins a new `group` event into the leaf of the account that it describes, in place, as `applyEvent` does for a person. */
export function applyGroup(leaf: Leaf, event: CanonicalEvent, evidence: Evidence): void {
  countEvent(leaf, event, evidence);
  for (const [name, value] of Object.entries(event.traits ?? {})) {
    registerTrait(leaf, name, value as Json, evidence);
  }
}

/** Merges two lists, each latest first. */
export function joinRecent(
  one: readonly RecentEvent[],
  other: readonly RecentEvent[],
): RecentEvent[] {
  const joined: RecentEvent[] = [];
  for (let i = 0, k = 0; joined.length < recentEvents; ) {
    const [mine, theirs] = [one[i], other[k]];
    if (mine !== undefined && (theirs === undefined || compareEvidence(mine, theirs) > 0)) {
      joined.push(mine);
      i += 1;
    } else if (theirs !== undefined) {
      joined.push(theirs);
      k += 1;
    } else break;
  }
  return joined;
}
