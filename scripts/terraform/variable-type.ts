import { evaluate, type Scope } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { isList, isObject, type Value } from './value.ts';

/** The value of a variable of a type: with the defaults of `optional(…)` where an attribute is not given. */
export function withDefaults(type: Expression, value: Value, scope: Scope): Value {
  if (value === null || type.kind !== 'call') return value;
  const [of] = type.args;
  if (of === undefined) return value;
  if (type.name === 'optional') return withDefaults(of, value, scope);
  if (type.name === 'map' && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, element]) => [key, withDefaults(of, element, scope)]),
    );
  }
  if ((type.name === 'list' || type.name === 'set') && isList(value)) {
    return value.map((element) => withDefaults(of, element, scope));
  }
  if (type.name === 'object' && of.kind === 'object' && isObject(value)) {
    return Object.fromEntries(
      of.entries.map(({ key, value: attribute }) => {
        const name = String(evaluate(key, scope));
        const given = value[name] ?? defaultOf(attribute, scope);
        return [name, withDefaults(attribute, given, scope)];
      }),
    );
  }
  return value;
}

function defaultOf(type: Expression, scope: Scope): Value {
  const fallback = type.kind === 'call' && type.name === 'optional' ? type.args[1] : undefined;
  return fallback === undefined ? null : evaluate(fallback, scope);
}
