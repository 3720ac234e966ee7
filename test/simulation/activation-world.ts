import { onMessage } from '../../functions/activate/on-message.ts';
import { MemoryDeliveryStore } from '../../shared/adapters/memory/delivery-store.ts';
import { compileDestinations } from '../../shared/domain/activation/compile-destinations.ts';
import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import type { Destinations } from '../../shared/domain/activation/destination.ts';
import type { DestinationConfig } from '../../shared/domain/activation/destination-config.ts';
import type { Transition } from '../../shared/domain/audience/transition.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { Publisher } from '../../shared/ports/event-bus.ts';
import type { StoredProfile } from '../../shared/ports/profile-store.ts';
import type { Activation } from '../../shared/runtime/activation/activation.ts';
import { DestinationGates } from '../../shared/runtime/activation/destination-gates.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import {
  fraction,
  type Random,
  seededRandom,
  wholeNumber,
} from '../../shared/simulation/random.ts';
import { Life } from './life.ts';
import { UnreliableReceiver } from './unreliable-receiver.ts';
import { VirtualPubSub } from './virtual-pubsub.ts';
import { VirtualTime } from './virtual-time.ts';

/** Two instances, as Cloud Run would have them. */
const instances = 2;

/** The share of an instance's calls to the store and the bus that fail. */
const unreliability = 0.01;

const minute = 60_000;

/** The function `activate` on two instances that die now and then, on a bus that is no better than it has to be, in a time of its own. */
export class ActivationWorld {
  readonly start = Date.UTC(2026, 0, 1);
  readonly time = new VirtualTime(this.start);
  readonly store: MemoryDeliveryStore;
  readonly bus: VirtualPubSub;
  readonly receiver: UnreliableReceiver;
  readonly #random: Random;
  readonly #destinations: Destinations;
  readonly #profiles = new Map<string, ProfileView>();
  readonly #lives: { life: Life; gates: DestinationGates }[] = [];
  deaths = 0;

  constructor(seed: number, destinations: Readonly<Record<string, DestinationConfig>>) {
    const randomOf = (part: number) => seededRandom(seed, part);
    this.#random = randomOf(1);
    this.#destinations = compileDestinations(destinations, ['vip', 'lapsed']);
    this.store = new MemoryDeliveryStore();
    this.bus = new VirtualPubSub(this.time, randomOf(2));
    this.receiver = new UnreliableReceiver(this.time, randomOf(3));
    for (let index = 0; index < instances; index += 1) void this.#liveAndDie(index);
    this.bus.subscribe('audience-changes', 1_000, (message) => this.#push(message));
    this.bus.subscribe('deliveries', 5_000, (message) => this.#push(message));
  }

  /** The person's profile from now on. */
  know(view: ProfileView): void {
    this.#profiles.set(view.profileId, view);
  }

  /** What `merge` does with what a commit had to tell. */
  tell(...transitions: Transition[]): Promise<void> {
    return publishBatch(this.bus, 'audience-changes', transitions);
  }

  async deliveries(): Promise<Delivery[]> {
    const all: Delivery[] = [];
    for await (const delivery of this.store.list({ since: 0 })) all.push(delivery);
    return all;
  }

  /** An instance lives for some minutes, dies in the middle of whatever it does, and another takes its place. */
  async #liveAndDie(index: number): Promise<void> {
    for (;;) {
      const life = new Life(this.time, this.#random, unreliability);
      this.#lives[index] = { life, gates: new DestinationGates(instances) };
      await this.time.sleep(wholeNumber(this.#random, 2 * minute, 40 * minute));
      life.end();
      this.deaths += 1;
    }
  }

  async #push(message: Parameters<typeof onMessage>[0]) {
    const instance = this.#lives[wholeNumber(this.#random, 0, instances - 1)];
    if (instance === undefined) throw new Error('There is no instance.');
    const { life, gates } = instance;
    const publisher: Publisher = {
      publish: (topic, messages) => life.call(() => this.bus.publish(topic, messages)),
    };
    const wait = async (ms: number) => {
      await this.time.sleep(ms);
      if (!life.isAlive) await new Promise<never>(() => {});
    };
    const handled = onMessage(message, {
      activation: this.#activation(life, gates),
      publisher,
      wait,
    });
    return Promise.race([handled, life.ended().then(() => undefined)]);
  }

  #activation(life: Life, gates: DestinationGates): Activation {
    const { store, receiver, time } = this;
    const stored = (id: string): StoredProfile | undefined => {
      const view = this.#profiles.get(id);
      return view && { profileId: id, view, core: Buffer.from(''), version: 1 };
    };
    return {
      destinations: this.#destinations,
      deliveries: {
        transact: (work) => life.call(() => store.transact(work)),
        deliveries: (ids) => life.call(() => store.deliveries(ids)),
        list: (filter) => store.list(filter),
        forgetProfile: (id) => store.forgetProfile(id),
        disabled: () => life.call(() => store.disabled()),
        disable: (destination) => life.call(() => store.disable(destination)),
        enable: (name) => store.enable(name),
        close: () => store.close(),
      },
      profiles: {
        profiles: (ids) => life.call(async () => ids.map(stored)),
        identities: async (ids) => ids.map(() => undefined),
      },
      // What a process has sent before it died was sent.
      send: async (destination, dispatch) => {
        const result = await receiver.send(destination, dispatch);
        if (!life.isAlive) await new Promise<never>(() => {});
        return result;
      },
      gates,
      clock: time.clock,
      random: () => fraction(this.#random),
    };
  }
}
