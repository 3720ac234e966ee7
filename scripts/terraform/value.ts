/** What an expression comes to without a cloud. */
export type Value = string | number | boolean | null | Value[] | ValueObject | Reference;
export interface ValueObject {
  [name: string]: Value;
}

/** What only the cloud knows, by the address it will be found under, such as `google_service_account.push.email`. */
export class Reference {
  readonly address: string;
  /** What the configuration itself says of it, by attribute. */
  readonly #attribute: ((name: string) => Value | undefined) | undefined;

  constructor(address: string, attribute?: (name: string) => Value | undefined) {
    this.address = address;
    this.#attribute = attribute;
  }

  attribute(name: string): Value {
    return this.#attribute?.(name) ?? new Reference(`${this.address}.${name}`);
  }

  index(key: string | number): Value {
    return new Reference(`${this.address}[${JSON.stringify(key)}]`);
  }

  /** As it stands in a text. */
  toString(): string {
    return `\${${this.address}}`;
  }
}

/** An expression does not come to a value, and the message says why. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

export const isObject = (value: Value | undefined): value is ValueObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Reference);

export const isList = (value: Value | undefined): value is Value[] => Array.isArray(value);

/** As text: numbers and truth values as Terraform writes them. @throws EvaluationError for what has no text. */
export function textOf(value: Value): string {
  if (value === null || isObject(value) || isList(value)) {
    throw new EvaluationError(`${JSON.stringify(value)} is no text`);
  }
  return String(value);
}
