import type { Edge, Refusal } from '../identity/edge.ts';
import type { Evidence, Sighting } from '../identity/evidence.ts';
import type { Json } from '../json.ts';
import { type Candidates, joinCandidates } from './candidates.ts';
import type { Leaf } from './leaf.ts';
import type { Core } from './profile.ts';

/** Where something in a profile comes from. */
export type Explanation =
  | {
      kind: 'value';
      value: Json;
      /** The event that won, and the leaf that it is in. */
      from: Evidence & { leaf: string };
      /** What it beat, latest first; the latest few are remembered. */
      beaten: { value: Json; from: Evidence }[];
    }
  | {
      kind: 'identifiers';
      /** Each with the earliest event that carried it, or else the earliest alias that presumes it. */
      identifiers: Record<string, Sighting>;
      links: { a: string; b: string; by: 'alias' | 'event'; from: Evidence }[];
      refused: { a: string; b: string; reason: Refusal }[];
    }
  | {
      kind: 'refused';
      /** Names of traits that were refused a value; the first few are on record. */
      traits: string[];
    };

/** Explains `traits.NAME`, `groups.ID`, `consent.CATEGORY`, `identifiers` or `refused`; `undefined` where the profile holds no such thing. */
export function explain(core: Core, path: string): Explanation | undefined {
  if (path === 'identifiers') return explainIdentifiers(core);
  if (path === 'refused') {
    const names = Object.values(core.leaves).flatMap(({ refusedTraits = [] }) => refusedTraits);
    return { kind: 'refused', traits: [...new Set(names)].sort() };
  }
  const dot = path.indexOf('.');
  const [part, name] = [path.slice(0, dot), path.slice(dot + 1)];
  switch (part) {
    case 'traits':
    case 'groups':
    case 'consent':
      return explainRegister(core, (leaf) => leaf[part], name);
    default:
      return undefined;
  }
}

function explainRegister(
  core: Core,
  registersOf: (leaf: Leaf) => Readonly<Record<string, Candidates>>,
  name: string,
): Explanation | undefined {
  let joined: Candidates = [];
  const leafOf = new Map<string, string>();
  for (const [key, leaf] of Object.entries(core.leaves)) {
    const registers = registersOf(leaf);
    const candidates = Object.hasOwn(registers, name) ? (registers[name] ?? []) : [];
    for (const { evidence } of candidates) leafOf.set(eventKey(evidence), key);
    joined = joinCandidates(joined, candidates);
  }
  const [winner, ...beaten] = joined;
  if (winner === undefined) return undefined;
  return {
    kind: 'value',
    value: winner.value,
    from: { ...winner.evidence, leaf: leafOf.get(eventKey(winner.evidence)) ?? '' },
    beaten: beaten.map(({ value, evidence }) => ({ value, from: evidence })),
  };
}

function explainIdentifiers(core: Core): Explanation {
  const links: Extract<Explanation, { kind: 'identifiers' }>['links'] = [];
  const refused: { a: string; b: string; reason: Refusal }[] = [];
  for (const [, edge] of Object.entries(core.edges).sort(byKey)) {
    if (edge.refused !== undefined) refused.push({ a: edge.a, b: edge.b, reason: edge.refused });
    else links.push(...linkOf(edge));
  }
  const identifiers = Object.fromEntries(Object.entries(core.identifiers).sort(byKey));
  return { kind: 'identifiers', identifiers, links, refused };
}

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number =>
  one < other ? -1 : 1;

function linkOf({ a, b, alias, seen }: Edge) {
  if (alias !== undefined) return [{ a, b, by: 'alias' as const, from: alias }];
  return seen === undefined ? [] : [{ a, b, by: 'event' as const, from: seen }];
}

const eventKey = ({ source, messageId }: Evidence): string => `${source}\n${messageId}`;
