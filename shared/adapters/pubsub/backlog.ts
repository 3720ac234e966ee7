import { EventEmitter, once } from 'node:events';
import type { Publisher } from '../../ports/event-bus.ts';

interface Deliveries {
  topic: string;
  /** Published, and not acknowledged yet. */
  pending: Set<string>;
  /** Acknowledged before the publisher heard of their ids. */
  early: Set<string>;
}

/**
 * The messages that this process has published and some subscription has not acknowledged yet. Pub/Sub does not tell when a
 * subscription is empty; a process that both publishes and consumes can. A function publishes before it answers, so there is no moment
 * between two stages at which the backlog looks empty.
 */
export class Backlog {
  readonly #subscriptions: ReadonlyMap<string, Deliveries>;
  readonly #changes = new EventEmitter();
  #publishing = 0;
  #expected = 0;
  #acknowledged = 0;

  constructor(subscriptions: Iterable<{ name: string; topic: string }>) {
    this.#subscriptions = new Map(
      [...subscriptions].map(({ name, topic }) => [
        name,
        { topic, pending: new Set(), early: new Set() },
      ]),
    );
  }

  /** The same publisher, counted. */
  counting(publisher: Publisher): Publisher {
    return {
      publish: async (topic, messages) => {
        this.#publishing += 1;
        try {
          const ids = await publisher.publish(topic, messages);
          for (const deliveries of this.#subscriptions.values()) {
            if (deliveries.topic === topic) this.#expect(deliveries, ids);
          }
          return ids;
        } finally {
          this.#publishing -= 1;
          if (this.#publishing === 0) this.#forgetStrangers();
          this.#changes.emit('change');
        }
      },
    };
  }

  /** To be called when a message has been handled, before it is acknowledged to Pub/Sub. */
  acknowledge(subscription: string, id: string): void {
    const deliveries = this.#subscriptions.get(subscription);
    if (deliveries === undefined) return;
    if (deliveries.pending.delete(id)) this.#acknowledged += 1;
    else if (this.#publishing > 0) deliveries.early.add(id);
    this.#changes.emit('change');
  }

  /** Deliveries since the start: those that are done, of those that are to be. */
  get progress(): { done: number; total: number } {
    return { done: this.#acknowledged, total: this.#expected };
  }

  /** Resolves when the backlog is empty. @throws when aborted before that, telling what is left. */
  async drained(signal: AbortSignal): Promise<void> {
    while (this.#publishing > 0 || this.#acknowledged < this.#expected) {
      try {
        await once(this.#changes, 'change', { signal });
      } catch (cause) {
        throw new Error(`Not drained: ${this.#left()}.`, { cause });
      }
    }
  }

  #expect({ pending, early }: Deliveries, ids: readonly string[]): void {
    for (const id of ids) {
      this.#expected += 1;
      if (early.delete(id)) this.#acknowledged += 1;
      else pending.add(id);
    }
  }

  /** What came early and was not published here, another process has published, or it was delivered twice. */
  #forgetStrangers(): void {
    for (const { early } of this.#subscriptions.values()) early.clear();
  }

  #left(): string {
    const left = [...this.#subscriptions]
      .filter(([, { pending }]) => pending.size > 0)
      .map(([name, { pending }]) => `${pending.size} for "${name}"`);
    if (this.#publishing > 0) left.push(`${this.#publishing} being published`);
    return left.join(', ');
  }
}
