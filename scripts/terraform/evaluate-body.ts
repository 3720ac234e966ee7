import { bound, entriesOf, evaluate, type Scope } from './evaluate.ts';
import { parseTemplate } from './expression.ts';
import type { Raw, RawBody } from './read-module.ts';
import { isList, type Value, type ValueObject } from './value.ts';

/** The nested blocks of a name. */
export const blocksOf = (raw: Raw | undefined): RawBody[] =>
  Array.isArray(raw)
    ? raw.filter(
        (block): block is RawBody =>
          typeof block === 'object' && block !== null && !Array.isArray(block),
      )
    : [];

/** A block's arguments, its dynamic blocks expanded. */
export function evaluateBody(body: RawBody, scope: Scope): ValueObject {
  const values: ValueObject = {};
  for (const [name, raw] of Object.entries(body)) {
    if (name !== 'dynamic') values[name] = evaluateNested(raw, scope);
  }
  const { dynamic } = body;
  if (typeof dynamic !== 'object' || dynamic === null || Array.isArray(dynamic)) return values;
  for (const [name, blocks] of Object.entries(dynamic)) {
    const before = values[name];
    values[name] = [
      ...(isList(before) ? before : []),
      ...blocksOf(blocks).flatMap((block) => expandDynamic(name, block, scope)),
    ];
  }
  return values;
}

function expandDynamic(name: string, block: RawBody, scope: Scope): Value[] {
  return entriesOf(evaluateRaw(block['for_each'] ?? null, scope)).map(([key, value]) => {
    const inner = bound(scope, { [name]: { key, value } });
    return evaluateBody(blocksOf(block['content'])[0] ?? {}, inner);
  });
}

/** A block is a list of objects in hcl2json's words, and so is a list of objects: both are gone through alike. */
function evaluateNested(raw: Raw, scope: Scope): Value {
  if (Array.isArray(raw)) return raw.map((item) => evaluateNested(item, scope));
  if (typeof raw === 'object' && raw !== null) {
    const value = evaluateBody(raw, scope);
    const keyed = Object.entries(value).map(([key, item]) => [
      String(evaluate(parseTemplate(key), scope)),
      item,
    ]);
    return Object.fromEntries(keyed) as ValueObject;
  }
  return evaluateRaw(raw, scope);
}

/** The value of what hcl2json gives. */
export function evaluateRaw(raw: Raw, scope: Scope): Value {
  if (typeof raw === 'string') return evaluate(parseTemplate(raw), scope);
  if (typeof raw !== 'object' || raw === null) return raw;
  return evaluateNested(raw, scope);
}
