import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { PubSub } from '@google-cloud/pubsub';
import { subscribe } from '../adapters/pubsub/subscriber.ts';
import type { QuarantinedEvent } from '../domain/event/event.ts';
import type { OutcomeRecord } from '../domain/event/outcome.ts';
import type { Message, Topic } from '../ports/event-bus.ts';
import type { ProfileReader } from '../ports/profile-store.ts';
import { publishedItems } from '../runtime/publish-batch.ts';
import type { Rules } from '../runtime/rules.ts';
import { arrivalsOf, lookAt } from './look-at.ts';
import { type Joined, OutcomeJoin } from './outcome-join.ts';
import type { Passed, PassedBy, WatchOptions } from './passed.ts';

/** What is held for a watcher that is slow; the rest passes by. */
const waiting = 1000;
const concurrency = 50;

/** An abandoned subscription goes after a day, the least that Pub/Sub allows. */
const expirationPolicy = { ttl: { seconds: 86_400 } };

/** The arrivals that pass on the topics of a project from now on, by subscriptions of the watcher's own, which it takes away again. */
export async function* watchTopics(
  pubsub: PubSub,
  reader: ProfileReader,
  rules: Rules,
  { signal, source }: WatchOptions,
): AsyncGenerator<Passed | PassedBy> {
  const join = new OutcomeJoin();
  const queue = new Queue();
  const closers: (() => Promise<unknown>)[] = [];
  const listen = async (topic: Topic, take: (message: Message) => (Joined | undefined)[]) => {
    const subscription = `tail-${randomBytes(6).toString('hex')}`;
    await pubsub.createSubscription(topic, subscription, { expirationPolicy });
    closers.push(() => pubsub.subscription(subscription).delete());
    const handler = async ([message]: readonly Message[]) => {
      if (message !== undefined) queue.add(take(message));
    };
    const onError = (error: Error) => queue.fail(error);
    const subscriber = subscribe({ pubsub, subscription, concurrency, handler, onError });
    closers.push(() => subscriber.close());
  };
  try {
    await listen('events-quarantined', (message) =>
      publishedItems<QuarantinedEvent>(message).map((item) => join.addRejection(item)),
    );
    await listen('outcomes', (message) =>
      publishedItems<OutcomeRecord>(message).map((item) => join.addOutcome(item)),
    );
    await listen('events', (message) =>
      arrivalsOf(message, rules, source).map((arrival) =>
        join.addArrival(arrival, message.publishTime),
      ),
    );
    for await (const { arrival, at, ...known } of queue.items(signal)) {
      const messages = queue.passedBy() + join.passedBy();
      if (messages > 0) yield { kind: 'passed-by', messages };
      yield await lookAt(arrival, at, known, reader, rules);
    }
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** What has been joined and is to be looked at. */
class Queue {
  readonly #items: Joined[] = [];
  readonly #changes = new EventEmitter();
  #passedBy = 0;
  #failure: Error | undefined;

  add(joined: readonly (Joined | undefined)[]): void {
    for (const item of joined) {
      if (item === undefined) continue;
      if (this.#items.length === waiting) {
        this.#items.shift();
        this.#passedBy += 1;
      }
      this.#items.push(item);
    }
    this.#changes.emit('change');
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#changes.emit('change');
  }

  passedBy(): number {
    const passedBy = this.#passedBy;
    this.#passedBy = 0;
    return passedBy;
  }

  async *items(signal: AbortSignal): AsyncGenerator<Joined> {
    while (!signal.aborted) {
      if (this.#failure !== undefined) throw this.#failure;
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else await once(this.#changes, 'change', { signal }).catch(() => undefined);
    }
  }
}
