import { EventEmitter, once } from 'node:events';
import type { PubSub } from '@google-cloud/pubsub';
import { connectPubSub } from '../../../shared/adapters/pubsub/connect.ts';
import { type Subscriber, subscribe } from '../../../shared/adapters/pubsub/subscriber.ts';
import type { Transition } from '../../../shared/domain/audience/transition.ts';
import type { Message } from '../../../shared/ports/event-bus.ts';
import { publishedItems } from '../../../shared/runtime/publish-batch.ts';
import type { Figure } from '../figure.ts';
import { dueTimes } from '../load/due-times.ts';
import { percentile } from '../percentile.ts';
import { sharedRuns } from '../shared-runs.ts';
import type { Acknowledged } from './called-function.ts';
import { type Emulated, projectId } from './emulated.ts';
import { bigSpenders, inRequests, newPeople, oneByOne } from './orders.ts';

type Opened = () => Promise<Emulated>;

/** Events of each side, and how often both are measured. */
interface Sizes {
  ours: number;
  theirs: number;
  repetitions: number;
}

/** Milliseconds, in ascending order. */
interface Latencies {
  profile: number[];
  audience: number[];
}

const ascending = (latencies: number[]): number[] => latencies.sort((a, b) => a - b);

const untilAcknowledged = (all: readonly Acknowledged[]): number[] =>
  ascending(all.map(({ dueAt, acknowledgedAt }) => acknowledgedAt - dueAt));

/** Hears who enters the audience `vip`, as any subscriber of `audience-changes` would. */
class Entries {
  readonly #heard = new Map<string, number>();
  readonly #arrivals = new EventEmitter();
  readonly #pubsub: PubSub;
  readonly #subscriber: Subscriber;

  private constructor(pubsub: PubSub, subscription: string) {
    this.#pubsub = pubsub;
    this.#subscriber = subscribe({
      pubsub,
      subscription,
      concurrency: 100,
      handler: async (messages) => this.#hear(messages),
      onError: (error) => this.#arrivals.emit('error', error),
    });
  }

  static async open(): Promise<Entries> {
    const pubsub = connectPubSub({ projectId });
    const subscription = `bench-${process.pid}-${performance.now().toFixed()}`;
    await pubsub.createSubscription('audience-changes', subscription);
    return new Entries(pubsub, subscription);
  }

  /** When each of so many people was heard of, by `user_id`. @throws when that takes longer than a minute. */
  async of(people: number): Promise<ReadonlyMap<string, number>> {
    const signal = AbortSignal.timeout(60_000);
    while (this.#heard.size < people) await once(this.#arrivals, 'message', { signal });
    return this.#heard;
  }

  async close(): Promise<void> {
    await this.#subscriber.close();
    await this.#pubsub.close();
  }

  #hear(messages: readonly Message[]): void {
    const at = performance.now();
    for (const { audience, profile } of messages.flatMap(publishedItems<Transition>)) {
      const [person] = profile.identifiers['user_id'] ?? [];
      if (audience === 'vip' && person !== undefined && !this.#heard.has(person)) {
        this.#heard.set(person, at);
      }
    }
    this.#arrivals.emit('message');
  }
}

let seed = 0;

/** When as many events are due, at half of the rate at which others were handled in so many seconds. */
function halfOf(count: number, seconds: number): Float64Array {
  seed += 1;
  return dueTimes(count / seconds / 2, count, seed);
}

/** As many events a second as the function takes, and then others at half of that: each by itself in a message, as the slowest senders send. */
async function ourLatencies(emulated: Emulated, count: number): Promise<Latencies> {
  const seconds = await emulated.pipeline.deliver(inRequests(newPeople(count), 1));
  const entries = await Entries.open();
  const events = bigSpenders(count);
  const all = await emulated.pipeline.deliverAt(halfOf(count, seconds), inRequests(events, 1));
  const heard = await entries.of(count);
  await entries.close();
  await emulated.clear();
  return {
    profile: untilAcknowledged(all),
    audience: ascending(
      all.map(({ dueAt }, nth) => (heard.get(events[nth]?.userId ?? '') ?? Number.NaN) - dueAt),
    ),
  };
}

/** The same of the tutorial's way, at half of its own rate. */
async function theirLatencies(emulated: Emulated, count: number): Promise<number[]> {
  const seconds = await emulated.tutorial.deliver(oneByOne(newPeople(count)));
  const messages = oneByOne(newPeople(count));
  const all = await emulated.tutorial.deliverAt(halfOf(count, seconds), messages);
  await emulated.clear();
  return untilAcknowledged(all);
}

const ways = [
  ['profile', 'profile'],
  ['audience transition', 'audience'],
] as const;

/** From when an event is due until its profile is written and all is told, and until a subscriber hears that the person entered an audience. */
export function firestoreLatency(opened: Opened, { ours, theirs, repetitions }: Sizes): Figure[] {
  const ourRuns = sharedRuns(async () => ourLatencies(await opened(), ours));
  const theirRuns = sharedRuns(async () => theirLatencies(await opened(), theirs));
  return ways.flatMap(([what, until]) =>
    [50, 95, 99].map((percent): Figure => {
      const [measure, baseline] = [ourRuns(), theirRuns()];
      return {
        name: `Firestore: event to ${what} at half of the maximal rate, p${percent}`,
        unit: 'ms',
        repetitions,
        ...(percent === 99 && { goal: { atMost: 400, of: 'value' } }),
        baselineName: 'the tutorial’s way, event to profile',
        measure: async () => percentile((await measure())[until], percent),
        baseline: async () => percentile(await baseline(), percent),
      };
    }),
  );
}
