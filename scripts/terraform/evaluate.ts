import type { Expression, For, Operator } from './expression.ts';
import { functions, sameValue } from './functions.ts';
import type { Files } from './read-module.ts';
import { EvaluationError, isList, isObject, Reference, textOf, type Value } from './value.ts';

/** Where names get their values. */
export interface Scope {
  /** The value of the first name of a traversal, such as `var`, `local`, `each` or a resource type. @throws EvaluationError */
  lookUp(name: string): Value;
  files: Files;
}

/** The value of an expression. @throws EvaluationError */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return expression.parts.map((part) => textOf(evaluate(part, scope))).join('');
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'object':
      return Object.fromEntries(
        expression.entries.map(({ key, value }) => [
          textOf(evaluate(key, scope)),
          evaluate(value, scope),
        ]),
      );
    case 'name':
      return scope.lookUp(expression.name);
    case 'attribute':
      return attributeOf(evaluate(expression.of, scope), expression.name);
    case 'index':
      return elementOf(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case 'splat':
      return splat(evaluate(expression.of, scope), expression.attributes);
    case 'call':
      return call(expression.name, expression.args, expression.isSpread, scope);
    case 'not':
      return !truthOf(evaluate(expression.of, scope));
    case 'minus':
      return -Number(evaluate(expression.of, scope));
    case 'binary':
      return binary(expression.operator, expression.left, expression.right, scope);
    case 'conditional': {
      const { condition, yes, no } = expression;
      return evaluate(truthOf(evaluate(condition, scope)) ? yes : no, scope);
    }
    case 'for':
      return forEach(expression, scope);
  }
}

function attributeOf(value: Value, name: string): Value {
  if (value instanceof Reference) return value.attribute(name);
  if (isObject(value)) {
    const found = value[name];
    if (found !== undefined) return found;
  }
  throw new EvaluationError(`There is no ${name} in ${JSON.stringify(value)?.slice(0, 200)}`);
}

function elementOf(value: Value, key: Value): Value {
  if (typeof key !== 'string' && typeof key !== 'number') {
    throw new EvaluationError(`${JSON.stringify(key)} is no index`);
  }
  if (value instanceof Reference) return value.index(key);
  if (isList(value)) {
    const found = value[Number(key)];
    if (found === undefined) throw new EvaluationError(`There is no element ${key}`);
    return found;
  }
  return attributeOf(value, String(key));
}

function splat(value: Value, attributes: readonly string[]): Value {
  const items = isList(value) ? value : value === null ? [] : [value];
  return items.map((item) => attributes.reduce(attributeOf, item));
}

function truthOf(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw new EvaluationError(`${JSON.stringify(value)} is neither true nor false`);
}

function call(name: string, args: readonly Expression[], isSpread: boolean, scope: Scope): Value {
  if (name === 'try') return firstThatHolds(args, scope);
  if (name === 'can') return holds(args, scope);
  const values = args.map((arg) => evaluate(arg, scope));
  const last = isSpread ? values.pop() : undefined;
  if (isList(last)) values.push(...last);
  const found = functions[name];
  if (found === undefined) throw new EvaluationError(`The function ${name} is not known here`);
  return found(values, scope.files);
}

function firstThatHolds(args: readonly Expression[], scope: Scope): Value {
  for (const arg of args) {
    try {
      return evaluate(arg, scope);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
    }
  }
  throw new EvaluationError('No argument of try() holds');
}

function holds(args: readonly Expression[], scope: Scope): boolean {
  try {
    for (const arg of args) evaluate(arg, scope);
    return true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

function binary(operator: Operator, left: Expression, right: Expression, scope: Scope): Value {
  const one = evaluate(left, scope);
  if (operator === '&&') return truthOf(one) && truthOf(evaluate(right, scope));
  if (operator === '||') return truthOf(one) || truthOf(evaluate(right, scope));
  const other = evaluate(right, scope);
  if (operator === '==') return sameValue(one, other);
  if (operator === '!=') return !sameValue(one, other);
  if (typeof one !== 'number' || typeof other !== 'number') {
    throw new EvaluationError(`${JSON.stringify(one)} ${operator} ${JSON.stringify(other)}`);
  }
  return arithmetic[operator](one, other);
}

const arithmetic: Readonly<
  Record<Exclude<Operator, '&&' | '||' | '==' | '!='>, (one: number, other: number) => Value>
> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
  '%': (one, other) => one % other,
};

/** The elements of a collection, with their keys. */
export function entriesOf(collection: Value): [string | number, Value][] {
  if (isList(collection)) return [...collection.entries()];
  if (isObject(collection)) {
    return Object.keys(collection)
      .sort()
      .map((key) => [key, collection[key] ?? null]);
  }
  throw new EvaluationError(`${JSON.stringify(collection)} can't be gone through`);
}

function forEach(expression: For, scope: Scope): Value {
  const { keyName, valueName, collection, key, value, condition } = expression;
  const list: Value[] = [];
  const object: Record<string, Value> = {};
  for (const [at, element] of entriesOf(evaluate(collection, scope))) {
    const inner = bound(scope, { [valueName]: element, ...(keyName && { [keyName]: at }) });
    if (condition !== undefined && !truthOf(evaluate(condition, inner))) continue;
    const made = evaluate(value, inner);
    if (key === undefined) list.push(made);
    else object[textOf(evaluate(key, inner))] = made;
  }
  return key === undefined ? list : object;
}

/** The scope with some names besides. */
export const bound = (scope: Scope, names: Readonly<Record<string, Value>>): Scope => ({
  files: scope.files,
  lookUp: (name) => names[name] ?? (Object.hasOwn(names, name) ? null : scope.lookUp(name)),
});
