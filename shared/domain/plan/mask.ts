import type { CanonicalEvent, Flag } from '../event/event.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ProfileView } from '../profile/view.ts';
import { bodyOf } from './event-schema.ts';
import { plannedAt, unplanned } from './flag.ts';
import { stepsOf } from './json-pointer.ts';
import type { PlanRules } from './keep-to-plan.ts';
import { type PlannedValue, plannedMember } from './planned-value.ts';
import { plannedEvent, type TrackingPlan, versionsFor } from './tracking-plan.ts';

/** What is left of a personal text in an export: of an address its first character and its domain, of all else nothing. */
function maskText(text: string): string {
  const at = text.lastIndexOf('@');
  return at < 1 ? '***' : `${String.fromCodePoint(text.codePointAt(0) ?? 42)}***${text.slice(at)}`;
}

/** A value with everything masked that its schema says is to be. Nothing is changed in place. */
function maskValue(value: Json, planned: PlannedValue): Json {
  if (!planned.personal || value === null) return value;
  if (planned.pii === 'mask') return typeof value === 'string' ? maskText(value) : '***';
  if (Array.isArray(value)) {
    const { items } = planned;
    return items === undefined ? value : value.map((item) => maskValue(item, items));
  }
  return typeof value === 'object' ? maskMembers(value, planned) : value;
}

function maskMembers(object: JsonObject, planned: PlannedValue): JsonObject {
  const masked: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    const member = plannedMember(planned, name);
    masked[name] = value === undefined || member === undefined ? value : maskValue(value, member);
  }
  return masked;
}

/** An event as exports show it. */
export function maskEvent(event: CanonicalEvent, plan: TrackingPlan): CanonicalEvent {
  const versions = versionsFor(plan, event);
  const planned = versions === undefined ? undefined : plannedEvent(versions, event)?.planned;
  const masked = planned?.personal ? maskBody(event, planned) : event;
  const person = plan.types.get('identify')?.[0]?.planned;
  return person?.personal ? maskContext(masked, person) : masked;
}

function maskBody(event: CanonicalEvent, planned: PlannedValue): CanonicalEvent {
  const body = bodyOf(event.type);
  const given = event[body] as JsonObject | undefined;
  return {
    ...event,
    ...(given !== undefined && { [body]: maskValue(given, planned) }),
    ...(event.flags !== undefined && {
      flags: event.flags.map((flag) => maskFlag(flag, planned, body)),
    }),
  };
}

function maskFlag(flag: Flag, planned: PlannedValue, body: 'traits' | 'properties'): Flag {
  const [first, ...steps] = stepsOf(flag.path);
  if (flag.value === undefined || first !== body) return flag;
  return { ...flag, value: maskValue(flag.value as Json, plannedAt(planned, steps)) };
}

function maskContext(event: CanonicalEvent, person: PlannedValue): CanonicalEvent {
  const { context } = event;
  if (context === undefined) return event;
  const { traits, externalIds } = context;
  return {
    ...event,
    context: {
      ...context,
      ...(traits !== undefined && {
        traits: maskValue(traits as JsonObject, person) as JsonObject,
      }),
      ...(externalIds !== undefined && {
        externalIds: externalIds.map((entry) => ({
          ...entry,
          id: maskIdentifier(entry.type.trim(), entry.id, person),
        })),
      }),
    },
  };
}

/** An identifier is as personal as the trait of its name. */
const maskIdentifier = (kind: string, value: string, person: PlannedValue): string =>
  person.properties.get(kind)?.pii === 'mask' ? maskText(value) : value;

/** A profile, or an account, as exports show it. Its traits may be of any version, so what one of them masks is masked. */
export function maskProfile(
  view: ProfileView,
  { plan, maskedTraits }: Pick<PlanRules, 'plan' | 'maskedTraits'>,
): ProfileView {
  const type = view.identifiers['group_id'] === undefined ? 'identify' : 'group';
  const masked = (plan.types.get(type) ?? [])
    .filter(({ planned }) => planned.personal)
    .reduce((seen, { planned }) => maskView(seen, planned), view);
  if (maskedTraits.size === 0 || view.computed === undefined) return masked;
  const computed = Object.entries(view.computed).map(([name, value]): [string, Json] => [
    name,
    maskedTraits.has(name) ? maskValue(value, masking) : value,
  ]);
  return { ...masked, computed: Object.fromEntries(computed) };
}

/** Of a value, and of each of a list. */
const masking: PlannedValue = { ...unplanned, pii: 'mask', personal: true };

function maskView(view: ProfileView, planned: PlannedValue): ProfileView {
  const identifiers = Object.entries(view.identifiers).map(([kind, values]): [string, string[]] => [
    kind,
    values.map((value) => maskIdentifier(kind, value, planned)),
  ]);
  return {
    ...view,
    identifiers: Object.fromEntries(identifiers),
    ...(view.traits !== undefined && {
      traits: maskValue(view.traits, planned) as Record<string, Json>,
    }),
  };
}
