import type { CanonicalEvent } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import type { Edge } from '../domain/identity/edge.ts';
import type { Evidence } from '../domain/identity/evidence.ts';
import { type IdentifierKey, parseIdentifierKey } from '../domain/identity/identifier.ts';
import type { IdentityRules } from '../domain/identity/identity-rules.ts';
import { decodeCore } from '../domain/profile/core-codec.ts';
import { explain } from '../domain/profile/explain.ts';
import type { Core } from '../domain/profile/profile.ts';
import { sight } from '../domain/profile/seen.ts';
import type { ProfileReader } from '../ports/profile-store.ts';
import { findProfile } from './profile-loader.ts';

/** What an event has made of a profile, read off the profile: every value in it names the event that made it so. */
export interface Trace {
  profileId: string;
  /** Whether this arrival was applied, or repeats what had been, or neither. */
  seen: 'applied' | 'duplicate' | 'not-seen';
  /** Everything that identifies the profile was first said by this event. */
  isFirst: boolean;
  /** The identifiers that it was the first to say, where it was not the first of all. */
  identifiers: IdentifierKey[];
  /** The links that it made, and those that it asked for and did not get. */
  links: { a: IdentifierKey; b: IdentifierKey; refused?: string }[];
  /** The traits, groups and consents whose present value is its own, as paths. */
  values: string[];
}

/** Traces an event in the profile of its primary identifier; `undefined` where nobody is known by that. */
export async function traceEvent(
  reader: ProfileReader,
  event: CanonicalEvent,
  rules: IdentityRules,
): Promise<Trace | undefined> {
  const primary = identifiersOf(event, rules)?.primary;
  if (primary === undefined) return undefined;
  const profile = await findProfile(reader, parseIdentifierKey(primary));
  if (profile === undefined) return undefined;
  const core = decodeCore(profile.core);
  const { source, messageId } = event;
  const isOurs = (evidence: Evidence | undefined) =>
    evidence?.messageId === messageId && evidence.source === source;
  const identifiers = Object.keys(core.identifiers).filter((key) => isOurs(core.identifiers[key]));
  const isFirst = identifiers.length === Object.keys(core.identifiers).length;
  return {
    profileId: profile.profileId,
    seen: seenBy(core, primary, event),
    isFirst,
    identifiers: isFirst ? [] : identifiers,
    links: Object.values(core.edges)
      .filter(({ seen, alias }) => isOurs(alias ?? seen))
      .map(linkOf),
    values: pathsIn(event).filter((path) => {
      const explanation = explain(core, path);
      return explanation?.kind === 'value' && isOurs(explanation.from);
    }),
  };
}

function seenBy(core: Core, primary: IdentifierKey, event: CanonicalEvent): Trace['seen'] {
  const leaf = core.leaves[primary];
  if (leaf === undefined) return 'not-seen';
  // The core is this call's own copy, so that what `sight` remembers is forgotten with it.
  const known = sight(leaf.seen, event);
  if (known === 'new') return 'not-seen';
  return known === 'redelivered' ? 'applied' : 'duplicate';
}

const linkOf = ({ a, b, refused }: Edge): Trace['links'][number] =>
  refused === undefined ? { a, b } : { a, b, refused: refused.reason };

/** Where the values of an event go. */
function pathsIn({ type, traits, groupId, context }: CanonicalEvent): string[] {
  return [
    ...(type === 'identify' ? Object.keys(traits ?? {}).map((name) => `traits.${name}`) : []),
    ...(type === 'group' && groupId !== undefined ? [`groups.${groupId}`] : []),
    ...Object.keys(context?.consent?.categoryPreferences ?? {}).map((name) => `consent.${name}`),
  ];
}
