import { type Edge, edgeBetween } from '../identity/edge.ts';
import type { Evidence } from '../identity/evidence.ts';
import type { IdentifierKey } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import {
  addProfile,
  type Changes,
  changeEdge,
  emptyCluster,
  type Incomplete,
  recordedEdge,
} from './cluster.ts';
import type { Profile } from './profile.ts';
import { repartition } from './repartition.ts';

/** There is no link between the two to sever. What links each of them, in code-unit order, says what there is. */
export interface NotLinked {
  kind: 'not-linked';
  links: { a: IdentifierKey; b: IdentifierKey }[];
}

/**
 * Cuts the edge between two identifiers for good: the profiles are what they would be had it never been seen, and later sightings change
 * nothing about it. `profiles` are those that hold the two identifiers, loaded anew for every try, and are changed in place.
 */
export function severEdge(
  profiles: readonly Profile[],
  [one, other]: readonly [IdentifierKey, IdentifierKey],
  cut: Evidence,
  rules: IdentityRules,
): ({ kind: 'severed' } & Changes) | Incomplete | NotLinked {
  const cluster = emptyCluster();
  for (const profile of profiles) addProfile(cluster, profile);
  const edge = edgeBetween(one, other);
  if (recordedEdge(cluster, edge) === undefined) {
    return { kind: 'not-linked', links: linksOf(profiles, [one, other]) };
  }
  changeEdge(cluster, { ...edge, severed: cut });
  const result = repartition(cluster, rules);
  return result.kind === 'incomplete' ? result : { ...result, kind: 'severed' };
}

function linksOf(profiles: readonly Profile[], ends: readonly IdentifierKey[]): NotLinked['links'] {
  const edges = new Map<string, Edge>();
  for (const { core } of profiles) {
    for (const [key, edge] of Object.entries(core.edges)) {
      if (ends.includes(edge.a) || ends.includes(edge.b)) edges.set(key, edge);
    }
  }
  return [...edges.keys()].sort().flatMap((key) => {
    const edge = edges.get(key);
    return edge === undefined || edge.severed !== undefined ? [] : [{ a: edge.a, b: edge.b }];
  });
}
