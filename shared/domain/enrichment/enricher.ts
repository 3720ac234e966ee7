import type { Flag } from '../../../schemas/generated/types.ts';
import type { CanonicalEvent } from '../event/event.ts';
import { isJsonObject } from '../json.ts';
import type { EnricherName } from './enrichment-config.ts';
import type { FactKind, Facts } from './facts.ts';

export type Context = NonNullable<CanonicalEvent['context']>;

/** Adds one thing to events. What a sender said itself is never overwritten, and a second run adds nothing. */
export interface Enricher {
  name: EnricherName;
  /** Where in the event its result goes, as a JSON pointer. */
  path: string;
  /** The data that must be open where any event asks for it. */
  needs?: { fact: FactKind; asks(event: CanonicalEvent): boolean };
  /**
   * @param context a copy of the event's, with what the enrichers before have added: the result goes into it.
   * @returns what is to be said of the event. @throws where it fails.
   */
  enrich(event: CanonicalEvent, context: Context, facts: Facts): Flag | undefined;
}

/** What was found beside what was said, which wins. Where something else than an object was said, that is all there is. */
export function besideSaid(found: object, said: unknown): unknown {
  if (said === undefined) return found;
  return isJsonObject(said) ? { ...found, ...said } : said;
}
