import type { SourceConfig } from '../config/config.ts';
import type { CanonicalEvent, Flag } from '../event/event.ts';
import type { Rejection } from '../event/rejection.ts';
import type { JsonObject } from '../json.ts';
import { cleanValue } from './clean-value.ts';
import { contextKeptToPlan } from './context-kept-to-plan.ts';
import { bodyOf } from './event-schema.ts';
import { flagOf, flagWithoutPersonal } from './flag.ts';
import { judgeBody } from './judge-body.ts';
import { type Pseudonym, withoutPersonal } from './personal-values.ts';
import type { PlanPolicy } from './plan-policy.ts';
import type { PlannedValue } from './planned-value.ts';
import {
  namedVersion,
  plannedEvent,
  type TrackingPlan,
  type Versions,
  versionsFor,
} from './tracking-plan.ts';

/** What keeping to the plan asks of the configuration. */
export interface PlanRules {
  plan: TrackingPlan;
  sources: Readonly<Record<string, SourceConfig>>;
  pseudonym: Pseudonym;
  /** The computed traits that exports mask. */
  maskedTraits: ReadonlySet<string>;
}

/**
 * Cleans an event as its schema declares, judges it, and then drops or hashes what is personal. Pure: the same event under the same plan
 * has the same outcome at every replay.
 */
export function keepToPlan(
  event: CanonicalEvent,
  rules: PlanRules,
): { event: CanonicalEvent } | { rejection: Rejection } {
  const policy = rules.sources[event.source]?.plan ?? {};
  const versions = versionsFor(rules.plan, event);
  const schema = versions === undefined ? undefined : plannedEvent(versions, event);
  if (schema === undefined) {
    const judged = unplannedEvent(event, policy, versions);
    return 'rejection' in judged ? judged : { event: contextKeptToPlan(judged.event, rules) };
  }
  const body = bodyOf(event.type);
  const given = event[body] as JsonObject | undefined;
  const cleaned = cleanValue(given ?? {}, schema.planned) as JsonObject;
  const judged = judgeBody(cleaned, schema, policy, { body, schema: schema.id });
  if ('rejection' in judged) return judged;
  const flags = judged.flags.map((flag) =>
    flagWithoutPersonal(flag, schema.planned, rules.pseudonym),
  );
  const kept = keptMembers(judged.body, schema.planned, rules.pseudonym);
  return { event: contextKeptToPlan(withBody(event, body, given, kept, flags), rules) };
}

/** An event that no schema plans; types without any schema are free. */
function unplannedEvent(
  event: CanonicalEvent,
  { unplannedEvents = 'accept' }: PlanPolicy,
  versions: Versions | undefined,
): { event: CanonicalEvent } | { rejection: Rejection } {
  const isPlanned = event.type === 'track' || versions !== undefined;
  if (unplannedEvents === 'accept' || !isPlanned) return { event };
  const rejection: Rejection = {
    rule: 'unplanned-event',
    path: event.type === 'track' ? '/event' : '/type',
    message: unplannedMessage(event, versions),
  };
  if (unplannedEvents === 'quarantine') return { rejection };
  return { event: { ...event, flags: [...(event.flags ?? []), flagOf(rejection)] } };
}

function unplannedMessage(event: CanonicalEvent, versions: Versions | undefined): string {
  const name = JSON.stringify(event.event ?? event.type);
  if (versions === undefined) {
    return `No schema plans ${name}: add one (cdp schema infer drafts it), or let the source accept unplanned events, and replay.`;
  }
  const known = versions.map(({ version }) => version).join(', ');
  return `${name} has no version ${String(namedVersion(event))}, only ${known}: correct context.protocols.event_version, or add the schema, and replay.`;
}

const keptMembers = (body: JsonObject, planned: PlannedValue, pseudonym: Pseudonym): JsonObject =>
  (withoutPersonal(body, planned, pseudonym) ?? {}) as JsonObject;

function withBody(
  event: CanonicalEvent,
  body: 'traits' | 'properties',
  given: JsonObject | undefined,
  kept: JsonObject,
  flags: readonly Flag[],
): CanonicalEvent {
  const same = kept === given || (given === undefined && Object.keys(kept).length === 0);
  if (same && flags.length === 0) return event;
  return {
    ...event,
    ...(!same && { [body]: kept }),
    ...(flags.length > 0 && { flags: [...(event.flags ?? []), ...flags] }),
  };
}
