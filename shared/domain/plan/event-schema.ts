import type { CanonicalEvent } from '../event/event.ts';
import type { Json } from '../json.ts';

/** What becomes of a personal value: it is dropped, or hashed with the pepper, or kept and masked in exports. */
export type PiiRule = 'drop' | 'hash' | 'mask';

/** What is done to a text before it is judged: outer white space goes, and Unicode is composed. */
export type CleaningStep = 'trim' | 'nfc';

/** JSON Schema draft-07, as far as the platform reads it, with keywords of its own. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly 'x-pii'?: PiiRule;
  /** Numbers, booleans and times that come as another type, such as `"12.50"`, are turned into theirs. */
  readonly 'x-coerce'?: boolean;
  /** Holds for the texts within, too. */
  readonly 'x-clean'?: readonly CleaningStep[];
  readonly [keyword: string]: unknown;
}

export type Schema = boolean | SchemaNode;

/** The types of events that a schema may be of besides `track`: it then describes their traits or their properties. */
export const plannedTypes = ['identify', 'group', 'page', 'screen'] as const;
export type PlannedType = (typeof plannedTypes)[number];

/** A file of `schemas/events`: one version of what a track event's properties look like, or the traits or properties of another type. */
export interface EventSchema extends SchemaNode {
  /** The file's name without `.schema.json`, such as `order-completed.v1`. */
  readonly $id: string;
  /** The name of its TypeScript type. */
  readonly title: string;
  /** The track event. */
  readonly 'x-event'?: string;
  readonly 'x-type'?: PlannedType;
  readonly examples?: readonly Json[];
  /** What it has to refuse. */
  readonly 'x-counterexamples'?: readonly Json[];
}

/** The part of an event that schemas of its type describe. */
export const bodyOf = (type: CanonicalEvent['type']): 'traits' | 'properties' =>
  type === 'identify' || type === 'group' ? 'traits' : 'properties';

/** The version at the end of a schema's id; `undefined` where there is none. */
export function versionOf(id: string): number | undefined {
  const [, version] = /\.v([1-9]\d{0,5})$/.exec(id) ?? [];
  return version === undefined ? undefined : Number(version);
}

export const isSchemaNode = (schema: unknown): schema is SchemaNode =>
  typeof schema === 'object' && schema !== null && !Array.isArray(schema);

/** What a local reference such as `#/definitions/money` names. */
export function resolveRef(root: SchemaNode, ref: string): Schema | undefined {
  if (!ref.startsWith('#')) return undefined;
  let found: unknown = root;
  for (const step of ref.slice(1).split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return typeof found === 'boolean' || isSchemaNode(found) ? found : undefined;
}
