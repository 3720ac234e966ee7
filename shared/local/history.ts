import { enrich } from '../../functions/enrich/enrich.ts';
import { validate } from '../../functions/validate/validate.ts';
import type { CanonicalEvent } from '../domain/event/event.ts';
import { identifiersOf } from '../domain/event/identifiers-of.ts';
import type { IdentifierKey } from '../domain/identity/identifier.ts';
import type { Rules } from '../runtime/rules.ts';
import type { Platform } from './platform.ts';

/** A valid event of the archive, as it goes into a profile, and the leaf that it is in. */
export interface PastEvent {
  leaf: IdentifierKey;
  event: CanonicalEvent;
}

/**
 * The events of the archive behind some positions, which are moved on. Validation and enrichment are pure, so the archive gives again what
 * the profiles were made of.
 */
export async function* pastEvents(
  platform: Pick<Platform, 'archive' | 'sources'>,
  rules: Rules,
  positions: Map<string, number> = new Map(),
): AsyncGenerator<PastEvent> {
  for await (const message of platform.archive(positions)) {
    const { events } = validate([message], rules);
    for (const event of await enrich(events, rules, platform.sources)) {
      const leaf = identifiersOf(event, rules.identity)?.primary;
      if (leaf !== undefined) yield { leaf, event };
    }
  }
}
