import topologyDocument from '../../../emulator-config/topology.json' with { type: 'json' };

/** How the stages are deployed: one function and one replay point for each, or all of them as one function. */
export type Stages = 'separate' | 'composed';

/**
 * A subscription, in the words of the Pub/Sub API. A push subscription feeds a function; one that is delivered to storage is
 * an archive, which Pub/Sub itself writes into a bucket.
 */
export interface SubscriptionTopology {
  name: string;
  topic: string;
  delivery: 'push' | 'pull' | 'storage';
  /** The function that a push subscription feeds; the one of its own name where absent. */
  function?: string;
  /** The only way of deployment that has it; absent where both do. */
  stages?: Stages;
  ackDeadlineSeconds: number;
  /** Seconds, such as `604800s`. */
  messageRetentionDuration: string;
  expirationPolicy: { ttl: 'never' };
  /** Redelivery is immediate where absent. */
  retryPolicy?: { minimumBackoff: string; maximumBackoff: string };
  deadLetterPolicy?: { deadLetterTopic: string; maxDeliveryAttempts: number };
}

/** The topics and subscriptions of the platform: what `emulator-config/topology.json` holds. */
export interface Topology {
  topics: { name: string }[];
  subscriptions: SubscriptionTopology[];
}

/** The function that a push subscription feeds. */
export const functionOf = (subscription: SubscriptionTopology): string =>
  subscription.function ?? subscription.name;

/** Reads `emulator-config/topology.json`. @throws TypeError naming the place where it is not one. */
export const readTopology = (): Topology => parseTopology(topologyDocument);

/** Checks a document. @throws TypeError naming the place, and what belongs there. */
export function parseTopology(document: unknown): Topology {
  const root = new Place('topology', document);
  const topology: Topology = {
    topics: root.list('topics', (topic) => ({ name: topic.name('name') })),
    subscriptions: root.list('subscriptions', subscriptionAt),
  };
  checkReferences(topology);
  return topology;
}

function subscriptionAt(place: Place): SubscriptionTopology {
  const subscription: SubscriptionTopology = {
    name: place.name('name'),
    topic: place.name('topic'),
    delivery: place.oneOf('delivery', ['push', 'pull', 'storage']),
    ackDeadlineSeconds: place.integer('ackDeadlineSeconds', 10, 600),
    messageRetentionDuration: place.seconds('messageRetentionDuration', 600, 31 * 86_400),
    expirationPolicy: place.object('expirationPolicy', (policy) => ({
      ttl: policy.oneOf('ttl', ['never']),
    })),
  };
  if (place.has('function')) subscription.function = place.name('function');
  if (place.has('stages')) subscription.stages = place.oneOf('stages', ['separate', 'composed']);
  if (place.has('retryPolicy')) {
    subscription.retryPolicy = place.object('retryPolicy', (policy) => ({
      minimumBackoff: policy.seconds('minimumBackoff', 0, 600),
      maximumBackoff: policy.seconds('maximumBackoff', 0, 600),
    }));
  }
  if (place.has('deadLetterPolicy')) {
    subscription.deadLetterPolicy = place.object('deadLetterPolicy', (policy) => ({
      deadLetterTopic: policy.name('deadLetterTopic'),
      maxDeliveryAttempts: policy.integer('maxDeliveryAttempts', 5, 100),
    }));
  }
  return subscription;
}

/** A dead letter topic without a subscription loses its messages, and a name that nothing bears is a slip of the pen. */
function checkReferences({ topics, subscriptions }: Topology): void {
  const known = new Set(topics.map(({ name }) => name));
  const subscribed = new Set(subscriptions.map(({ topic }) => topic));
  const names = new Set<string>();
  for (const { name, topic, deadLetterPolicy } of subscriptions) {
    const dead = deadLetterPolicy?.deadLetterTopic;
    if (names.has(name)) throw new TypeError(`topology: there are two subscriptions "${name}"`);
    names.add(name);
    for (const target of dead === undefined ? [topic] : [topic, dead]) {
      if (known.has(target)) continue;
      throw new TypeError(
        `topology: "${target}", of subscription "${name}", is not under "topics"`,
      );
    }
    if (dead !== undefined && !subscribed.has(dead)) {
      throw new TypeError(`topology: "${dead}" has no subscription, so dead letters would be lost`);
    }
  }
}

/** A value in the document that knows where it is, so that an error can say so. */
class Place {
  readonly #path: string;
  readonly #value: Readonly<Record<string, unknown>>;

  constructor(path: string, value: unknown) {
    if (typeof value !== 'object' || value === null) throw new TypeError(`${path}: not an object`);
    this.#path = path;
    this.#value = value as Readonly<Record<string, unknown>>;
  }

  has(key: string): boolean {
    return this.#value[key] !== undefined;
  }

  object<T>(key: string, read: (place: Place) => T): T {
    return read(new Place(`${this.#path}.${key}`, this.#value[key]));
  }

  list<T>(key: string, read: (place: Place) => T): T[] {
    const items = this.#value[key];
    if (!Array.isArray(items)) this.#fail(key, 'an array');
    return items.map((item, index) => read(new Place(`${this.#path}.${key}[${index}]`, item)));
  }

  /** A resource id as Pub/Sub takes it. */
  name(key: string): string {
    const value = this.#value[key];
    if (typeof value === 'string' && /^[a-z][\w.~+%-]{2,254}$/i.test(value)) return value;
    return this.#fail(key, 'a Pub/Sub resource id of 3 to 255 characters');
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T {
    const value = allowed.find((candidate) => candidate === this.#value[key]);
    return value ?? this.#fail(key, `one of ${allowed.join(', ')}`);
  }

  integer(key: string, least: number, most: number): number {
    const value = this.#value[key];
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
      return value;
    return this.#fail(key, `an integer from ${least} to ${most}`);
  }

  seconds(key: string, least: number, most: number): string {
    const value = this.#value[key];
    const seconds = typeof value === 'string' && /^\d+s$/.test(value) ? parseInt(value, 10) : -1;
    if (typeof value === 'string' && seconds >= least && seconds <= most) return value;
    return this.#fail(key, `seconds from "${least}s" to "${most}s"`);
  }

  #fail(key: string, expected: string): never {
    const value = JSON.stringify(this.#value[key]) ?? 'missing';
    throw new TypeError(`${this.#path}.${key}: ${value}, where ${expected} is expected`);
  }
}
