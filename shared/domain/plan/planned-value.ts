import {
  type CleaningStep,
  isSchemaNode,
  type PiiRule,
  resolveRef,
  type Schema,
  type SchemaNode,
} from './event-schema.ts';
import { type LinearPattern, linearPattern } from './linear-pattern.ts';

/**
 * What a schema plans for one place in an event, beyond what makes it valid: drawn together from everything that may apply there, references
 * and alternatives included. A schema that refers to itself is a graph with a cycle.
 */
export interface PlannedValue {
  pii?: PiiRule;
  clean: readonly CleaningStep[];
  /** What a value that came as another type is turned into; absent where it stays as it came. */
  coerce?: { types: readonly string[]; format?: string };
  /** The properties that every such object has. */
  required: readonly string[];
  properties: ReadonlyMap<string, PlannedValue>;
  patterns: readonly (readonly [LinearPattern, PlannedValue])[];
  /** Of all other properties, where they have a schema. */
  rest?: PlannedValue;
  items?: PlannedValue;
  /** Whether a property that is not named is unplanned: some are named, and all others free. */
  namesAll: boolean;
  /** Whether anything is cleaned here or within. */
  cleans: boolean;
  /** Whether anything is personal here or within. */
  personal: boolean;
}

/** From the strongest: where two rules meet, it counts. */
export const piiRules: readonly PiiRule[] = ['drop', 'hash', 'mask'];

/** Draws together what a schema plans. */
export function plannedValue(root: SchemaNode): PlannedValue {
  const drawn = new Map<SchemaNode, PlannedValue>();
  const all: PlannedValue[] = [];

  function draw(schemas: readonly Schema[], inherited: readonly CleaningStep[]): PlannedValue {
    const nodes = schemas.filter(isSchemaNode);
    const [only] = nodes;
    const known = nodes.length === 1 && only !== undefined ? drawn.get(only) : undefined;
    if (known !== undefined) return known;
    const parts = together(root, nodes, true);
    const clean = parts.find((part) => part['x-clean'] !== undefined)?.['x-clean'] ?? inherited;
    const planned: PlannedValue = {
      ...factsOf(parts),
      clean,
      required: [
        ...new Set(together(root, nodes, false).flatMap(({ required }) => required ?? [])),
      ],
      properties: new Map(),
      patterns: [],
      namesAll: namesAll(parts),
      cleans: false,
      personal: false,
    };
    if (nodes.length === 1 && only !== undefined) drawn.set(only, planned);
    all.push(planned);
    return Object.assign(planned, membersOf(parts, clean));
  }

  function membersOf(parts: readonly SchemaNode[], clean: readonly CleaningStep[]) {
    const rest = parts.flatMap((part) => listOf(part.additionalProperties ?? []));
    const items = parts.flatMap((part) => listOf(part.items ?? []));
    return {
      properties: new Map(
        gathered(parts, 'properties').map(([name, found]) => [name, draw(found, clean)]),
      ),
      patterns: gathered(parts, 'patternProperties').map(
        ([pattern, found]) => [linearPattern(pattern), draw(found, clean)] as const,
      ),
      ...(rest.some(isSchemaNode) && { rest: draw(rest, clean) }),
      ...(items.some(isSchemaNode) && { items: draw(items, clean) }),
    };
  }

  const planned = draw([root], []);
  spread(all, 'cleans', ({ clean, coerce }) => clean.length > 0 || coerce !== undefined);
  spread(all, 'personal', ({ pii }) => pii !== undefined);
  return planned;
}

const listOf = (items: Schema | readonly Schema[]): readonly Schema[] =>
  isSchemaNode(items) || typeof items === 'boolean' ? [items] : items;

/** A schema's parts that hold for the same value; with `alternatives`, those that only may. */
function together(
  root: SchemaNode,
  schemas: readonly Schema[],
  alternatives: boolean,
  found = new Set<SchemaNode>(),
): SchemaNode[] {
  for (const schema of schemas) {
    if (!isSchemaNode(schema) || found.has(schema)) continue;
    found.add(schema);
    const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
    const also: (Schema | undefined)[] = [...allOf];
    if ($ref !== undefined) also.push(resolveRef(root, $ref));
    if (alternatives) also.push(...anyOf, ...oneOf, schema.if, schema.then, schema.else);
    together(
      root,
      also.filter((one) => one !== undefined),
      alternatives,
      found,
    );
  }
  return [...found];
}

function factsOf(parts: readonly SchemaNode[]): Pick<PlannedValue, 'pii' | 'coerce'> {
  const pii = piiRules.find((rule) => parts.some((part) => part['x-pii'] === rule));
  const coerced = parts.find((part) => part['x-coerce'] === true);
  const { type = [], format } = coerced ?? {};
  return {
    ...(pii !== undefined && { pii }),
    ...(coerced !== undefined && {
      coerce: {
        types: typeof type === 'string' ? [type] : type,
        ...(format !== undefined && { format }),
      },
    }),
  };
}

/** An object that names no property is free, and one with a schema for all others has planned whatever comes. */
const namesAll = (parts: readonly SchemaNode[]): boolean =>
  parts.some(({ properties }) => properties !== undefined) &&
  parts.every((part) => !isSchemaNode(part.additionalProperties));

/** What the parts say of each name. */
function gathered(
  parts: readonly SchemaNode[],
  keyword: 'properties' | 'patternProperties',
): [string, Schema[]][] {
  const found = new Map<string, Schema[]>();
  for (const part of parts) {
    for (const [name, schema] of Object.entries(part[keyword] ?? {})) {
      found.set(name, [...(found.get(name) ?? []), schema]);
    }
  }
  return [...found];
}

/** Marks what is so itself, and then what holds something that is. */
function spread(
  all: readonly PlannedValue[],
  mark: 'cleans' | 'personal',
  holds: (planned: PlannedValue) => boolean,
): void {
  for (const planned of all) planned[mark] = holds(planned);
  for (let changed = true; changed; ) {
    changed = false;
    for (const planned of all) {
      if (planned[mark] || !membersIn(planned).some((member) => member[mark])) continue;
      planned[mark] = true;
      changed = true;
    }
  }
}

export const membersIn = ({ properties, patterns, rest, items }: PlannedValue): PlannedValue[] => [
  ...properties.values(),
  ...patterns.map(([, member]) => member),
  ...[rest, items].filter((member) => member !== undefined),
];

/** What is planned for a property; `undefined` where it is not. */
export function plannedMember(planned: PlannedValue, name: string): PlannedValue | undefined {
  const named = planned.properties.get(name);
  if (named !== undefined || planned.patterns.length === 0) return named ?? planned.rest;
  return planned.patterns.find(([pattern]) => pattern.test(name))?.[1] ?? planned.rest;
}
