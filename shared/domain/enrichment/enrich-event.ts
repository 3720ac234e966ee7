import type { Flag } from '../../../schemas/generated/types.ts';
import type { CanonicalEvent } from '../event/event.ts';
import type { Context, Enricher, Found } from './enricher.ts';
import type { FactKind, Facts } from './facts.ts';
import { failure, withFlags } from './flags.ts';

/** The data that a batch of events asks for. */
export function factsNeeded(
  events: readonly CanonicalEvent[],
  enrichers: readonly Enricher[],
): FactKind[] {
  return enrichers.flatMap(({ needs }) =>
    needs !== undefined && events.some(needs.asks) ? [needs.fact] : [],
  );
}

/** Adds to an event what follows from it and from the facts. An enricher that fails flags the event, and the others go on. */
export function enrichEvent(
  event: CanonicalEvent,
  facts: Facts,
  enrichers: readonly Enricher[],
): CanonicalEvent {
  const context: Context = { ...event.context };
  const flags: Flag[] = [];
  let changed = false;
  for (const enricher of enrichers) {
    const found = attempt(enricher, event, context, facts);
    if (found === undefined) continue;
    if (found.flags !== undefined) flags.push(...found.flags);
    for (const [name, value] of Object.entries(found.context ?? {})) {
      changed = true;
      if (value === undefined) delete context[name];
      else context[name] = value;
    }
  }
  const enriched = changed ? { ...event, context } : event;
  return flags.length === 0 ? enriched : withFlags(enriched, flags);
}

function attempt(
  { name, path, enrich }: Enricher,
  event: CanonicalEvent,
  context: Context,
  facts: Facts,
): Found | undefined {
  try {
    return enrich(event, context, facts);
  } catch (error) {
    return { flags: [failure(name, path, error)] };
  }
}
