import { join } from 'node:path';
import { bound, entriesOf, type Scope } from './evaluate.ts';
import { blocksOf, evaluateBody, evaluateRaw } from './evaluate-body.ts';
import { parseTemplate } from './expression.ts';
import {
  type Files,
  type NamedBlock,
  type RawBody,
  type ResourceBlock,
  readModule,
  type TerraformModule,
} from './read-module.ts';
import { EvaluationError, Reference, type Value, type ValueObject } from './value.ts';
import { withDefaults } from './variable-type.ts';

/** One resource that would be there after an apply, with what the configuration says of it. */
export interface Instance {
  /** Such as `module.collect.google_service_account.function` or `google_pubsub_topic.topic["events"]`. */
  address: string;
  type: string;
  /** The file of its block, from the folder of the root module. */
  file: string;
  /** Of a data source, too. Null where left to the provider; nested blocks are lists. */
  values: ValueObject;
  /** Whether the lifecycle forbids its destruction. */
  isKept: boolean;
}

/** What a module comes to. */
export interface Expansion {
  instances: Instance[];
  outputs: ValueObject;
  /** The messages of the validations that the variables do not meet. */
  refused: string[];
}

/**
 * Expands a module and the modules it calls, as a plan would from an empty state: every `count`, `for_each` and dynamic block. What the cloud
 * alone knows stays a reference. @throws EvaluationError, or what parsing throws, with the place
 */
export async function expandModule(
  folder: string,
  inputs: Readonly<Record<string, Value>>,
  files: Files,
  prefix = '',
): Promise<Expansion> {
  const root = await ModuleScope.open(folder, inputs, files, prefix);
  return { instances: root.instances(), outputs: root.outputs(), refused: root.refused() };
}

/** The keys that a block is repeated under: none where it stands alone. */
type Repetition =
  | { kind: 'once' }
  | { kind: 'count'; count: number }
  | { kind: 'each'; entries: Map<string, Value> };

class ModuleScope implements Scope {
  readonly files: Files;
  readonly #module: TerraformModule;
  readonly #prefix: string;
  readonly #inputs: Readonly<Record<string, Value>>;
  readonly #called: ReadonlyMap<string, TerraformModule>;
  readonly #cache = new Map<string, Value>();
  readonly #children = new Map<string, ModuleScope>();
  readonly #underWay = new Set<string>();

  private constructor(
    module: TerraformModule,
    inputs: Readonly<Record<string, Value>>,
    files: Files,
    prefix: string,
    called: ReadonlyMap<string, TerraformModule>,
  ) {
    this.#module = module;
    this.#inputs = inputs;
    this.files = files;
    this.#prefix = prefix;
    this.#called = called;
  }

  static async open(
    folder: string,
    inputs: Readonly<Record<string, Value>>,
    files: Files,
    prefix: string,
  ): Promise<ModuleScope> {
    const called = new Map<string, TerraformModule>();
    const module = await readAll(folder, files, called);
    return new ModuleScope(module, inputs, files, prefix, called);
  }

  lookUp(name: string): Value {
    switch (name) {
      case 'path':
        return { module: this.#module.folder, root: this.#module.folder };
      case 'var':
        return this.#lazy(
          this.#module.variables.map((block) => [block.name, () => this.#variable(block)]),
          'var',
        );
      case 'local':
        return this.#lazy(
          [...this.#module.locals].map(([local, raw]) => [local, () => evaluateRaw(raw, this)]),
          'local',
        );
      case 'module':
        return this.#lazy(
          this.#module.modules.map((block) => [block.name, () => this.#moduleValue(block)]),
          'module',
        );
      case 'data': {
        const types = new Set(this.#module.resources.map(({ type }) => type));
        const data = [...types].filter((type) => type.startsWith('data.'));
        return this.#lazy(
          data.map((type) => [type.slice(5), () => this.#resources(type)]),
          'data',
        );
      }
      default:
        if (this.#module.resources.some(({ type }) => type === name)) return this.#resources(name);
        throw new EvaluationError(`Nothing is called ${name}`);
    }
  }

  instances(): Instance[] {
    const own = this.#module.resources.flatMap((block) => {
      return this.#keysOf(block).map(([suffix, scope]) => this.#instance(block, suffix, scope));
    });
    const nested = this.#module.modules.flatMap((block) =>
      this.#keysOf(block).flatMap(([suffix, scope]) =>
        this.#child(block, suffix, scope).instances(),
      ),
    );
    return [...own, ...nested];
  }

  outputs(): ValueObject {
    return Object.fromEntries(
      this.#module.outputs.map(({ name, body }) => [
        name,
        this.#at(`output.${name}`, () => evaluateRaw(body['value'] ?? null, this)),
      ]),
    );
  }

  refused(): string[] {
    const own = this.#module.variables.flatMap(({ name, body }) =>
      blocksOf(body['validation']).flatMap(({ condition = true, error_message: message = '' }) =>
        evaluateRaw(condition, this) === true ? [] : [`${name}: ${String(message)}`],
      ),
    );
    const nested = this.#module.modules.flatMap((block) =>
      this.#keysOf(block).flatMap(([suffix, scope]) => this.#child(block, suffix, scope).refused()),
    );
    return [...own, ...nested];
  }

  #instance(block: ResourceBlock, suffix: string, scope: Scope): Instance {
    const address = `${this.#prefix}${block.type}.${block.name}${suffix}`;
    const lifecycle = blocksOf(block.body['lifecycle']);
    return {
      address,
      type: block.type,
      file: `${this.#prefix === '' ? '' : `${this.#prefix} `}${block.file}`,
      values: this.#at(address, () => evaluateBody(argumentsOf(block.body), scope)),
      isKept: lifecycle.some(({ prevent_destroy: isKept }) => isKept === true),
    };
  }

  /** Once for each key of a block, with the scope in which `each` and `count` have their values. */
  #keysOf(block: NamedBlock): [string, Scope][] {
    const repetition = this.#at(block.name, () => this.#repetitionOf(block.body));
    switch (repetition.kind) {
      case 'once':
        return [['', this]];
      case 'count':
        return Array.from({ length: repetition.count }, (_, index) => [
          `[${index}]`,
          bound(this, { count: { index } }),
        ]);
      case 'each':
        return [...repetition.entries].map(([key, value]) => [
          `[${JSON.stringify(key)}]`,
          bound(this, { each: { key, value } }),
        ]);
    }
  }

  #repetitionOf({ count, for_each: each }: RawBody): Repetition {
    if (count !== undefined) return { kind: 'count', count: Number(evaluateRaw(count, this)) };
    if (each === undefined) return { kind: 'once' };
    const entries = entriesOf(evaluateRaw(each, this)).map(([key, value]): [string, Value] =>
      typeof key === 'string' ? [key, value] : [String(value), value],
    );
    return { kind: 'each', entries: new Map(entries) };
  }

  /** What a repeated block is to the expressions that name it: itself, a list, or an object. */
  #repeated(block: NamedBlock, one: (suffix: string, scope: Scope) => Value): Value {
    const repetition = this.#repetitionOf(block.body);
    const values = this.#keysOf(block).map(([suffix, scope]) => one(suffix, scope));
    switch (repetition.kind) {
      case 'once':
        return values[0] ?? null;
      case 'count':
        return values;
      case 'each':
        return Object.fromEntries(
          [...repetition.entries.keys()].map((key, at) => [key, values[at] ?? null]),
        );
    }
  }

  #resources(type: string): Value {
    const blocks = this.#module.resources.filter((block) => block.type === type);
    return this.#lazy(
      blocks.map((block) => [
        block.name,
        () =>
          this.#repeated(block, (suffix, scope) => {
            const address = `${this.#prefix}${type}.${block.name}${suffix}`;
            return new Reference(address, (name) => this.#configured(block, name, scope));
          }),
      ]),
      type,
    );
  }

  /** What the configuration itself says of an attribute; of the rest, only the cloud knows. */
  #configured({ body }: ResourceBlock, name: string, scope: Scope): Value | undefined {
    const raw = body[name];
    if (raw === undefined || Array.isArray(raw)) return undefined;
    return evaluateRaw(raw, scope) ?? undefined;
  }

  #moduleValue(block: NamedBlock): Value {
    return this.#repeated(block, (suffix, scope) =>
      this.#child(block, suffix, scope).#outputValues(),
    );
  }

  #outputValues(): Value {
    return this.#lazy(
      this.#module.outputs.map(({ name, body }) => [
        name,
        () => evaluateRaw(body['value'] ?? null, this),
      ]),
      'output',
    );
  }

  #child(block: NamedBlock, suffix: string, scope: Scope): ModuleScope {
    const address = `${this.#prefix}module.${block.name}${suffix}.`;
    const known = this.#children.get(address);
    if (known !== undefined) return known;
    const folder = join(this.#module.folder, String(block.body['source']));
    const module = this.#called.get(folder);
    if (module === undefined) throw new EvaluationError(`${address} There is no module ${folder}`);
    const given = argumentsOf(block.body);
    // Each is evaluated when it is asked for: modules and resources may need each other's parts.
    const inputs = lazyObject(
      Object.entries(given).map(([name, raw]) => [name, () => evaluateRaw(raw, scope)]),
    );
    const child = new ModuleScope(module, inputs, this.files, address, this.#called);
    this.#children.set(address, child);
    return child;
  }

  #variable({ name, body }: NamedBlock): Value {
    const type = parseTemplate(String(body['type'] ?? ''));
    const given = Object.hasOwn(this.#inputs, name) ? this.#inputs[name] : undefined;
    if (given === undefined && body['default'] === undefined) {
      throw new Error(`${this.#prefix}var.${name} has no value: ${String(body['description'])}`);
    }
    return withDefaults(type, given ?? evaluateRaw(body['default'] ?? null, this), this);
  }

  /** An object whose attributes are evaluated once, when they are asked for. */
  #lazy(attributes: readonly (readonly [string, () => Value])[], name: string): ValueObject {
    return lazyObject(
      attributes.map(([attribute, value]) => [
        attribute,
        () => this.#once(`${name}.${attribute}`, value),
      ]),
    );
  }

  #once(key: string, value: () => Value): Value {
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    if (this.#underWay.has(key)) throw new Error(`${this.#prefix}${key} needs itself`);
    this.#underWay.add(key);
    try {
      const made = this.#at(key, value);
      this.#cache.set(key, made);
      return made;
    } finally {
      this.#underWay.delete(key);
    }
  }

  /** An error says where it was met; `try()` still takes it for one. */
  #at<T>(place: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof EvaluationError) || error.message.includes(' (in ')) throw error;
      throw new EvaluationError(`${error.message} (in ${this.#prefix}${place})`, { cause: error });
    }
  }
}

async function readAll(
  folder: string,
  files: Files,
  called: Map<string, TerraformModule>,
): Promise<TerraformModule> {
  const module = await readModule(folder, files);
  for (const { body } of module.modules) {
    const path = join(module.folder, String(body['source']));
    if (!called.has(path)) called.set(path, await readAll(path, files, called));
  }
  return module;
}

const metaArguments = new Set([
  'for_each',
  'count',
  'depends_on',
  'lifecycle',
  'provider',
  'providers',
  'source',
  'version',
]);

/** The arguments of a block without those that are Terraform's own. A bucket object's `source` is its own. */
function argumentsOf(body: RawBody): RawBody {
  const isCall = typeof body['source'] === 'string' && body['source'].startsWith('.');
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name]) =>
        !metaArguments.has(name) || (!isCall && (name === 'source' || name === 'version')),
    ),
  );
}

function lazyObject(attributes: readonly (readonly [string, () => Value])[]): ValueObject {
  const object: ValueObject = {};
  for (const [name, get] of attributes)
    Object.defineProperty(object, name, { get, enumerable: true });
  return object;
}
