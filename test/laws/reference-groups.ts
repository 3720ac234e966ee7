import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import { compareText, namedBy, type ReferenceEvent, rankOf } from './reference-events.ts';

/** Two identifiers that some event carried together; the numbers are positions in the total order of the events. */
interface Link {
  /** In code-unit order. */
  ends: readonly [string, string];
  seen?: number;
  alias?: number;
}

/** A link that joins nobody, and why. Of a link with two shared ends, both are named. */
export interface RefusedLink {
  ends: readonly [string, string];
  reason: 'limit' | 'shared' | 'severed';
  kind?: string;
  limit?: number;
  shared?: string[];
}

/** A link that joined its ends, or found them together, and the position of the event that it goes back to. */
export interface AcceptedLink {
  ends: readonly [string, string];
  by: 'alias' | 'event';
  from: number;
}

interface ReferenceGroups {
  groups: Set<string>[];
  accepted: AcceptedLink[];
  refused: RefusedLink[];
  crowded: Set<string>;
}

const kindOf = (key: string): string => key.slice(0, key.indexOf(':'));

/** Who is who by brute force: sets that are merged link by link in the stated order. */
export function referenceGroups(
  events: readonly ReferenceEvent[],
  rules: IdentityConfig,
  severed: readonly (readonly [string, string])[] = [],
): ReferenceGroups {
  const isSevered = ({ ends }: Link) =>
    severed.some(([a, b]) => (ends[0] === a && ends[1] === b) || (ends[0] === b && ends[1] === a));
  const links = linksOf(events);
  const living = links.filter((link) => !isSevered(link));
  const refused: RefusedLink[] = links
    .filter(isSevered)
    .map(({ ends }) => ({ ends, reason: 'severed' }));
  const accepted: AcceptedLink[] = [];
  let groups = [...new Set(events.flatMap(namedBy))].map((key) => new Set([key]));
  const sameAs: (readonly [string, string])[] = [];
  for (const link of living.sort((x, y) => compareLinks(x, y, rules))) {
    const { ends } = link;
    const shared = ends.filter((end) => isShared(end, living, links, rules));
    if (shared.length > 0) {
      refused.push({ ends, reason: 'shared', shared });
      continue;
    }
    const union = new Set(
      groups.filter((group) => ends.some((end) => group.has(end))).flatMap((group) => [...group]),
    );
    // An alias between kinds asserts a person, not that two values of one kind are one.
    const isSame = link.alias !== undefined && kindOf(ends[0]) === kindOf(ends[1]);
    const assertions = isSame ? [...sameAs, ends] : sameAs;
    const together = groups.some((group) => ends.every((end) => group.has(end)));
    const broken = together ? undefined : brokenLimit(union, assertions, rules);
    if (broken !== undefined) {
      refused.push({ ends, reason: 'limit', ...broken });
      continue;
    }
    if (isSame) sameAs.push(ends);
    accepted.push(acceptedLink(link));
    groups = [...groups.filter((group) => !ends.some((end) => group.has(end))), union];
  }
  const crowded = [...groups]
    .flatMap((group) => [...group])
    .filter((key) => isCrowded(key, links, rules));
  return { groups, accepted, refused, crowded: new Set(crowded) };
}

const acceptedLink = ({ ends, alias, seen }: Link): AcceptedLink =>
  alias === undefined ? { ends, by: 'event', from: seen ?? 0 } : { ends, by: 'alias', from: alias };

function linksOf(events: readonly ReferenceEvent[]): Link[] {
  const links = new Map<string, Link>();
  const sight = (one: string, other: string, what: 'seen' | 'alias', position: number) => {
    const ends = one < other ? ([one, other] as const) : ([other, one] as const);
    const key = JSON.stringify(ends);
    // The events come in order, so the first sighting is the earliest.
    links.set(key, { [what]: position, ...links.get(key), ends });
  };
  for (const [position, { primary, others, alias }] of events.entries()) {
    for (const other of others) sight(primary, other, 'seen', position);
    for (const other of alias?.to ?? []) sight(alias?.of ?? primary, other, 'alias', position);
  }
  return [...links.values()];
}

/** Aliases first, then the rank of the weaker end, the earliest evidence, the pair. */
function compareLinks(x: Link, y: Link, rules: IdentityConfig): number {
  const weaker = ({ ends: [a, b] }: Link) => Math.max(rankOf(a, rules), rankOf(b, rules));
  const evidence = ({ alias, seen }: Link) => alias ?? seen ?? 0;
  return (
    Number(x.alias === undefined) - Number(y.alias === undefined) ||
    weaker(x) - weaker(y) ||
    evidence(x) - evidence(y) ||
    compareText(x.ends[0], y.ends[0]) ||
    compareText(x.ends[1], y.ends[1])
  );
}

/** Seen with more than `sharedAfter` distinct identifiers of a stronger kind, or a crowd. */
function isShared(
  key: string,
  living: readonly Link[],
  links: readonly Link[],
  rules: IdentityConfig,
): boolean {
  return strongerThan(key, living, rules) > sharedAfter(rules) || isCrowded(key, links, rules);
}

/** A shared identifier with many neighbours is shared for good, so here the severed ones count too. */
function isCrowded(key: string, links: readonly Link[], rules: IdentityConfig): boolean {
  return (
    strongerThan(key, links, rules) > sharedAfter(rules) &&
    neighboursOf(key, links).length > (rules.crowdedAfter ?? 200)
  );
}

const sharedAfter = (rules: IdentityConfig): number => rules.sharedAfter ?? 25;

const neighboursOf = (key: string, links: readonly Link[]): string[] =>
  links.flatMap(({ ends: [a, b] }) => (a === key ? [b] : b === key ? [a] : []));

const strongerThan = (key: string, links: readonly Link[], rules: IdentityConfig): number =>
  neighboursOf(key, links).filter((other) => rankOf(other, rules) < rankOf(key, rules)).length;

/** The strongest kind of which a group would hold too many, where ids asserted to be one count once; else too many of all. */
function brokenLimit(
  group: ReadonlySet<string>,
  sameAs: readonly (readonly [string, string])[],
  rules: IdentityConfig,
): { kind: string; limit: number } | undefined {
  const kinds = [...new Set([...group].map(kindOf))].sort(
    (a, b) => rankOf(`${a}:`, rules) - rankOf(`${b}:`, rules) || compareText(a, b),
  );
  for (const kind of kinds) {
    const limit = rules.kinds.find((listed) => listed.kind === kind)?.limit ?? 100;
    if (
      countOnce(
        [...group].filter((key) => kindOf(key) === kind),
        sameAs,
      ) > limit
    ) {
      return { kind, limit };
    }
  }
  const most = rules.maxIdentifiers ?? 500;
  return group.size > most ? { kind: '*', limit: most } : undefined;
}

/** How many distinct things the keys are, with those that are the same taken as one. */
export function countOnce(
  keys: readonly string[],
  sameAs: readonly (readonly [string, string])[],
): number {
  const names = new Map(keys.map((key) => [key, key]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [a, b] of sameAs) {
      const [nameA, nameB] = [names.get(a), names.get(b)];
      if (nameA === undefined || nameB === undefined || nameA === nameB) continue;
      for (const [key, name] of names) if (name === nameB) names.set(key, nameA);
      changed = true;
    }
  }
  return new Set(names.values()).size;
}
