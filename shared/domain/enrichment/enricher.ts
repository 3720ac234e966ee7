import type { Flag } from '../../../schemas/generated/types.ts';
import type { CanonicalEvent } from '../event/event.ts';
import { isJsonObject } from '../json.ts';
import type { EnricherName } from './enrichment-config.ts';
import type { FactKind, Facts } from './facts.ts';

export type Context = NonNullable<CanonicalEvent['context']>;

/** What an enricher has found: members of the context, of which an `undefined` one is taken out, and what it has to say besides. */
export interface Found {
  context?: Readonly<Record<string, unknown>>;
  flags?: readonly Flag[];
}

/** Adds one thing to events. What a sender said itself is never overwritten, and a second run adds nothing. */
export interface Enricher {
  name: EnricherName;
  /** Where in the event its result goes, as a JSON pointer. */
  path: string;
  /** The data that must be open where any event asks for it. */
  needs?: { fact: FactKind; asks(event: CanonicalEvent): boolean };
  /** @param context that of the event, with what the enrichers before have added. */
  enrich(event: CanonicalEvent, context: Context, facts: Facts): Found | undefined;
}

/** What was found beside what was said, which wins. `undefined` where something else than an object was said, which is left alone. */
export function besideSaid(
  found: Readonly<Record<string, unknown>>,
  said: unknown,
): Record<string, unknown> | undefined {
  if (said === undefined) return { ...found };
  return isJsonObject(said) ? { ...found, ...said } : undefined;
}
