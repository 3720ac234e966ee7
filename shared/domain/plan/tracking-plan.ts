import type { CanonicalEvent } from '../event/event.ts';
import { isJsonObject } from '../json.ts';
import { type EventSchema, versionOf } from './event-schema.ts';
import { membersIn, type PlannedValue, plannedValue } from './planned-value.ts';

/** What ajv says of a value: the first thing that is wrong. */
export interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Readonly<Record<string, unknown>>;
  message?: string;
}

/** Judges a value, and leaves on itself what it found. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** A schema with its validators, as they are compiled ahead of time or at start. */
export interface CompiledSchema {
  schema: EventSchema;
  validate: Validator;
  /** Asks of what is there, and not whether anything is missing. */
  validatePresent: Validator;
}

/** One version of a schema, ready to judge. */
export interface PlannedEvent extends Omit<CompiledSchema, 'schema'> {
  id: string;
  version: number;
  planned: PlannedValue;
}

/** The versions of a schema, highest first. */
export type Versions = readonly PlannedEvent[];

/** What events are planned to look like. */
export interface TrackingPlan {
  /** By the name of the event. */
  readonly tracks: ReadonlyMap<string, Versions>;
  readonly types: ReadonlyMap<CanonicalEvent['type'], Versions>;
}

/** Puts compiled schemas in the order in which events ask for them. */
export function trackingPlan(schemas: readonly CompiledSchema[]): TrackingPlan {
  const tracks = new Map<string, Versions>();
  const types = new Map<CanonicalEvent['type'], Versions>();
  for (const { schema, validate, validatePresent } of schemas) {
    const planned: PlannedEvent = {
      id: schema.$id,
      version: versionOf(schema.$id) ?? 1,
      validate,
      validatePresent,
      planned: plannedValue(schema),
    };
    const { 'x-event': name, 'x-type': type } = schema;
    if (name !== undefined) tracks.set(name, withVersion(tracks.get(name), planned));
    if (type !== undefined) types.set(type, withVersion(types.get(type), planned));
  }
  return { tracks, types };
}

const withVersion = (versions: Versions = [], planned: PlannedEvent): Versions =>
  [...versions, planned].sort((a, b) => b.version - a.version);

/** All versions that an event may be of; `undefined` where none is planned. */
export const versionsFor = (plan: TrackingPlan, event: CanonicalEvent): Versions | undefined =>
  event.type === 'track' ? plan.tracks.get(event.event ?? '') : plan.types.get(event.type);

/**
 * The version that an event names, as Segment's Protocols spell it: `context.protocols.event_version`, a number or its text.
 * `undefined` where it names none.
 */
export function namedVersion({ context }: CanonicalEvent): unknown {
  const protocols = context?.['protocols'];
  if (!isJsonObject(protocols)) return undefined;
  const version = protocols['event_version'];
  return version === undefined || version === null ? undefined : version;
}

/** The ids of the schemas that hash personal values. */
export const hashingSchemas = ({ tracks, types }: TrackingPlan): string[] =>
  [...tracks.values(), ...types.values()]
    .flat()
    .filter(({ planned }) => hashes(planned, new Set()))
    .map(({ id }) => id);

function hashes(planned: PlannedValue, asked: Set<PlannedValue>): boolean {
  if (!planned.personal || asked.has(planned)) return false;
  asked.add(planned);
  return planned.pii === 'hash' || membersIn(planned).some((member) => hashes(member, asked));
}

/** The version that judges an event: the one that it names, else the highest. */
export function plannedEvent(versions: Versions, event: CanonicalEvent): PlannedEvent | undefined {
  const named = namedVersion(event);
  if (named === undefined) return versions[0];
  return versions.find(({ version }) => String(version) === String(named));
}
