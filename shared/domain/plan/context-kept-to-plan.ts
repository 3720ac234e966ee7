import type { CanonicalEvent } from '../event/event.ts';
import type { JsonObject } from '../json.ts';
import { cleanValue } from './clean-value.ts';
import { type Pseudonym, withoutPersonal } from './personal-values.ts';
import type { PlannedValue } from './planned-value.ts';
import type { TrackingPlan } from './tracking-plan.ts';

type Context = NonNullable<CanonicalEvent['context']>;

/**
 * What any event's context says of a person is what an `identify` says: `context.traits` are cleaned alike and as personal as traits, and so
 * are external ids that are an email or a phone.
 */
export function contextKeptToPlan(
  event: CanonicalEvent,
  { plan, pseudonym }: { plan: TrackingPlan; pseudonym: Pseudonym },
): CanonicalEvent {
  const { context } = event;
  const planned = plan.types.get('identify')?.[0]?.planned;
  if (context === undefined || planned === undefined) return event;
  const kept = keptIds(keptTraits(context, planned, pseudonym), planned, pseudonym);
  return kept === context ? event : { ...event, context: kept };
}

function keptTraits(context: Context, planned: PlannedValue, pseudonym: Pseudonym): Context {
  const traits = context.traits as JsonObject | undefined;
  if (traits === undefined) return context;
  const kept = withoutPersonal(cleanValue(traits, planned), planned, pseudonym) as JsonObject;
  return kept === traits ? context : { ...context, traits: kept };
}

function keptIds(context: Context, planned: PlannedValue, pseudonym: Pseudonym): Context {
  if (context.externalIds === undefined || !planned.personal) return context;
  const externalIds = context.externalIds.flatMap((entry) => {
    const pii = planned.properties.get(entry.type.trim())?.pii;
    if (pii === 'drop') return [];
    return pii === 'hash' ? [{ ...entry, id: pseudonym(entry.id, entry.type.trim()) }] : [entry];
  });
  return { ...context, externalIds };
}
