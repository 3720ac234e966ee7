import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import type { Edge } from '../../shared/domain/identity/edge.ts';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import { canonicalJson, type Json } from '../../shared/domain/json.ts';
import { decodeCore } from '../../shared/domain/profile/core-codec.ts';
import type { Core } from '../../shared/domain/profile/profile.ts';
import { keysIn } from '../../shared/domain/profile/seen-day.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { StoredIdentity } from '../../shared/ports/profile-store.ts';
import { compileRules, type Rules } from '../../shared/runtime/rules.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { traits } from './histories.ts';
import type { RefusedLink } from './reference-groups.ts';

/** What the platform made of a history. */
export interface World {
  store: MemoryProfileStore;
  /** By ascending profile id. */
  views: ProfileView[];
  cores: Core[];
  identities: StoredIdentity[];
  /** Of each transaction. */
  outcomes: OutcomeRecord[][];
}

/** The sources of the histories, and all their traits. */
export const rulesOf = (identity: IdentityConfig): Rules =>
  compileRules({ sources: { web: {}, shop: {} }, identity, traits });

/** Runs transactions one after the other through the whole pipeline, on an empty store. */
export async function worldOf(
  transactions: readonly (readonly Message[])[],
  identity: IdentityConfig,
): Promise<World> {
  const store = new MemoryProfileStore();
  const rules = rulesOf(identity);
  const outcomes: OutcomeRecord[][] = [];
  for (const messages of transactions) {
    outcomes.push((await pipeline(messages, store, rules, packagedSources)).outcomes);
  }
  return { ...stateOf(store), outcomes };
}

/** What a store holds. */
export function stateOf(store: MemoryProfileStore): Omit<World, 'outcomes'> {
  const { profiles, identities } = store.documents();
  return {
    store,
    views: profiles.map(({ view }) => view),
    cores: profiles.map(({ core }) => decodeCore(core)),
    identities,
  };
}

/** JSON with sorted keys, so that equal states are equal texts. */
export const canonical = (value: unknown): string => canonicalJson(value as Json);

/** The evidence without what depends on the arrivals: which delivery was the first, and on which day it came. */
export const evidenceOf = (cores: readonly Core[]): string =>
  canonical(
    cores.map((core) => ({
      ...core,
      leaves: Object.entries(core.leaves)
        .map(([key, { seen, ...leaf }]) => ({
          key,
          ...leaf,
          seen: Object.values(seen.days).flatMap(keysIn).sort(),
        }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    })),
  );

/**
 * The refused edges as the profiles record them. @throws where one is missing from a profile that has an end of it; only a crowd need not
 * have all of its own.
 */
export function refusedLinks(
  cores: readonly Core[],
  crowded: ReadonlySet<string> = new Set(),
): RefusedLink[] {
  const links = new Map<string, RefusedLink>();
  for (const core of cores) {
    for (const [key, edge] of Object.entries(core.edges)) {
      if (edge.refused === undefined) continue;
      const known = links.get(key);
      links.set(key, known === undefined ? linkOf(edge) : joined(known, linkOf(edge)));
      for (const other of cores) {
        const needsIt = [edge.a, edge.b].some(
          (end) => Object.hasOwn(other.identifiers, end) && !crowded.has(end),
        );
        if (needsIt && other.edges[key]?.refused?.reason !== edge.refused.reason) {
          throw new Error(`${edge.a} - ${edge.b} is refused in one profile and not in the other.`);
        }
      }
    }
  }
  return [...links.values()];
}

function linkOf({ a, b, refused }: Edge): RefusedLink {
  const ends = [a, b] as const;
  if (refused?.reason === 'shared') return { ends, reason: 'shared', shared: [refused.identifier] };
  return { ends, reason: 'severed', ...refused };
}

/** Where both ends are shared, the profile of each names its own. */
function joined(one: RefusedLink, other: RefusedLink): RefusedLink {
  if (one.shared === undefined || other.shared === undefined) {
    if (canonical(one) === canonical(other)) return one;
    throw new Error(`Two profiles give different reasons: ${canonical([one, other])}`);
  }
  return { ...one, shared: [...new Set([...one.shared, ...other.shared])].sort() };
}
