import { canonicalJson, type Json } from '../json.ts';
import { resolveRef, type Schema, type SchemaNode } from './event-schema.ts';

/** Two schemas that are compared place by place, each with its own definitions. A pair is looked at once, for schemas may refer to themselves. */
export class Pairing {
  readonly #released: SchemaNode;
  readonly #current: SchemaNode;
  readonly #sameDefinitions: boolean;
  readonly #followed = new Map<SchemaNode, SchemaNode>();
  readonly #seen = new Map<SchemaNode, Set<SchemaNode>>();

  constructor(released: SchemaNode, current: SchemaNode) {
    this.#released = released;
    this.#current = current;
    this.#sameDefinitions = text(released, ['definitions']) === text(current, ['definitions']);
  }

  /** Whether keywords say the same of both, whatever they refer to included. */
  areSame(released: SchemaNode, current: SchemaNode, keywords: readonly string[]): boolean {
    const said = text(released, keywords);
    if (said !== text(current, keywords)) return false;
    return this.#sameDefinitions || !said.includes('"$ref"');
  }

  /** The two with their references followed; `undefined` where they have been looked at. */
  of(released: SchemaNode, current: SchemaNode): [SchemaNode, SchemaNode] | undefined {
    const before = this.#follow(this.#released, released);
    const now = this.#follow(this.#current, current);
    const seen = this.#seen.get(before) ?? new Set();
    if (seen.has(now)) return undefined;
    this.#seen.set(before, seen.add(now));
    return [before, now];
  }

  /** What stands beside a reference are descriptions, and words of the platform's own. */
  #follow(root: SchemaNode, node: SchemaNode): SchemaNode {
    const known = this.#followed.get(node);
    if (known !== undefined || node.$ref === undefined) return known ?? node;
    const { $ref, ...beside } = node;
    const target: Schema = resolveRef(root, $ref) ?? true;
    const found = target === true ? {} : target === false ? { not: {} } : target;
    const followed = { ...found, ...beside };
    this.#followed.set(node, followed);
    return followed;
  }
}

export const text = (node: SchemaNode, keywords: readonly string[]): string =>
  canonicalJson(keywords.map((keyword) => (node[keyword] as Json | undefined) ?? null));
