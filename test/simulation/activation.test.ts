import { describe, expect, test } from 'vitest';
import { deliveryIdOf } from '../../shared/domain/activation/delivery.ts';
import type { Transition } from '../../shared/domain/audience/transition.ts';
import { chance, seededRandom, wholeNumber } from '../../shared/simulation/random.ts';
import { aSecret } from '../builders/deliveries.ts';
import { aTransition, aView } from '../builders/transitions.ts';
import { ActivationWorld } from './activation-world.ts';
import type { Reception } from './unreliable-receiver.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const people = 45;

const webhook = {
  webhook: 'https://crm.example/hook',
  secret: aSecret,
  audiences: ['vip', 'lapsed'],
};
const destinations = {
  ordered: { ...webhook, consent: 'marketing', ordered: true },
  unordered: { ...webhook, consent: ['marketing'], concurrency: 3, rate: { perSecond: 2 } },
  anybody: { ...webhook },
};

/** When a person had given consent: always, never, or until and from a time. */
interface ConsentTimes {
  until: number;
  from: number;
}

const hadConsent = ({ until, from }: ConsentTimes, at: number): boolean => at < until || at >= from;

/** A day of people who enter and leave audiences, and of whom some withdraw their consent and some give it again. */
class Day {
  readonly told: Transition[] = [];
  readonly consent = new Map<string, ConsentTimes>();
  readonly world: ActivationWorld;
  readonly #leastPause: number;
  readonly #seed: number;
  #busy = people;

  constructor(seed: number, leastPause: number) {
    this.#seed = seed;
    this.#leastPause = leastPause;
    this.world = new ActivationWorld(seed, destinations);
    for (let index = 0; index < people; index += 1) void this.#live(index);
  }

  async run(): Promise<void> {
    const { world } = this;
    const isTold = () => this.#busy === 0;
    await world.time.runUntil(isTold, world.start + 2 * day);
    let isSettled = false;
    const look = async () => {
      while (!isSettled) {
        await world.time.sleep(10 * minute);
        const all = await world.deliveries();
        isSettled = all.length >= this.expected() && all.every(({ state }) => state !== 'pending');
      }
    };
    void look();
    await world.time.runUntil(() => isSettled, world.start + 5 * day);
  }

  expected(): number {
    return this.told.length * Object.keys(destinations).length;
  }

  personOf({ profileId }: { profileId: string }): ConsentTimes {
    const times = this.consent.get(profileId);
    if (times === undefined) throw new Error(`Nobody is ${profileId}.`);
    return times;
  }

  async #live(index: number): Promise<void> {
    const { world } = this;
    const { time, start } = world;
    const random = seededRandom(this.#seed, 100, index);
    const name = `person-${index}`;
    const times = this.#timesOf(index, () => start + wholeNumber(random, 0, day));
    const { profileId } = aView(name);
    this.consent.set(profileId, times);
    const know = () =>
      world.know(aView(name, { consent: { marketing: hadConsent(times, time.clock()) } }));
    know();
    for (const at of [times.until, times.from]) {
      if (Number.isFinite(at)) void time.sleep(at - start).then(know);
    }
    for (let version = 1; ; version += 1) {
      await time.sleep(wholeNumber(random, this.#leastPause, 3 * hour));
      if (time.clock() > start + day) break;
      const audience = chance(random, 0.7) ? 'vip' : 'lapsed';
      const type = version % 2 === 1 ? 'entered' : 'exited';
      const transition = aTransition(name, { version, type, audience });
      this.told.push(transition);
      // A commit that is told again after a crash tells the same.
      await world.tell(...(chance(random, 0.05) ? [transition, transition] : [transition]));
    }
    this.#busy -= 1;
  }

  #timesOf(index: number, someTime: () => number): ConsentTimes {
    const never = Number.POSITIVE_INFINITY;
    if (index % 5 === 0) return { until: 0, from: never };
    if (index % 5 === 1) return { until: someTime(), from: never };
    if (index % 5 === 2) return { until: 0, from: someTime() };
    return { until: never, from: 0 };
  }
}

const receptionsOf = (received: readonly Reception[], destination: string) =>
  received.filter((reception) => reception.destination === destination);

interface Payload {
  type: string;
  data: { profileId: string; version: number; audience: string };
}

const payloadOf = ({ body }: Reception) => JSON.parse(body) as Payload;

/** What a person's receiver heard, in the order in which it did. */
function versionsByPerson(received: readonly Reception[], audience?: string) {
  const byPerson = new Map<string, number[]>();
  for (const reception of received) {
    const { data } = payloadOf(reception);
    if (audience !== undefined && data.audience !== audience) continue;
    byPerson.set(data.profileId, [...(byPerson.get(data.profileId) ?? []), data.version]);
  }
  return byPerson;
}

const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

describe.each([1, 2, 3])('a simulated day of receivers that fail at random, seed %i', (seed) => {
  test('every transition arrives at least once and is recognisably one, in order where asked, none without consent', async () => {
    const lived = new Day(seed, 5 * minute);
    await lived.run();
    const { world, told } = lived;
    const { received, failures } = world.receiver;
    // It was a bad day.
    expect(told.length).toBeGreaterThan(500);
    expect(Object.keys(failures).sort()).toEqual(['429', '500', 'lost', 'refused', 'timeout']);
    expect(world.deaths).toBeGreaterThan(50);
    expect(received.length).toBeGreaterThan(told.length);

    const byId = new Map<string, Set<string>>();
    for (const { destination, id, body } of received) {
      byId.set(id, (byId.get(id) ?? new Set()).add(`${destination} ${body}`));
    }
    // One id is one content, however often it was sent.
    expect([...byId.values()].filter((contents) => contents.size > 1)).toEqual([]);

    for (const name of Object.keys(destinations)) {
      const ids = new Set(receptionsOf(received, name).map(({ id }) => id));
      const wanted = told.filter((transition) => {
        const { until, from } = lived.personOf(transition);
        return name === 'anybody' || (until === Number.POSITIVE_INFINITY && from === 0);
      });
      expect(wanted.length).toBeGreaterThan(150);
      const missing = wanted.filter(({ id }) => !ids.has(deliveryIdOf(name, id)));
      expect(missing, `missing at ${name}`).toEqual([]);
    }

    for (const reception of received) {
      if (reception.destination === 'anybody') continue;
      const times = lived.personOf(payloadOf(reception).data);
      // Consent is read right before: some milliseconds may lie between the two.
      const allowed = [0, 1000].some((ms) => hadConsent(times, reception.at - ms));
      expect(allowed, `${reception.body} at ${reception.at}`).toBe(true);
    }

    for (const versions of versionsByPerson(receptionsOf(received, 'ordered')).values()) {
      expect(versions).toEqual(ascending(versions));
    }

    const states = (await world.deliveries()).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['delivered', 'no-consent']));
    expect(states).toHaveLength(lived.expected());
    expect(world.bus.deadLetters).toEqual([]);
    expect(world.receiver.mostInside.get('unordered')).toBeLessThanOrEqual(2 * 3);
  });
});

describe.each([4, 5])('people who move faster than the bus keeps order, seed %i', (seed) => {
  test('an ordered receiver never hears of an older membership after a newer one, and ends with the last', async () => {
    const lived = new Day(seed, 0);
    const { world } = lived;
    // Bursts, each of a commit of its own, some of them redelivered late.
    const random = seededRandom(seed, 7);
    for (let burst = 0; burst < 40; burst += 1) {
      const name = `hasty-${burst}`;
      const view = aView(name);
      lived.consent.set(view.profileId, { until: Number.POSITIVE_INFINITY, from: 0 });
      world.know(view);
      void (async () => {
        await world.time.sleep(wholeNumber(random, 0, day));
        for (let version = 1; version <= 6; version += 1) {
          const type = version % 2 === 1 ? 'entered' : 'exited';
          const transition = aTransition(name, { version, type });
          lived.told.push(transition);
          await world.tell(transition);
          await world.time.sleep(wholeNumber(random, 0, 50));
        }
      })();
    }
    await lived.run();
    const { received } = world.receiver;
    for (const audience of ['vip', 'lapsed']) {
      const heard = versionsByPerson(receptionsOf(received, 'ordered'), audience);
      for (const versions of heard.values()) expect(versions).toEqual(ascending(versions));
    }
    const all = await world.deliveries();
    const ids = new Set(received.map(({ id }) => id));
    const unheard = all.filter(({ id }) => !ids.has(id)).map(({ state }) => state);
    expect(new Set(unheard)).toEqual(new Set(['superseded', 'no-consent']));
    const hasty = versionsByPerson(receptionsOf(received, 'ordered'), 'vip');
    for (let burst = 0; burst < 40; burst += 1) {
      expect(hasty.get(aView(`hasty-${burst}`).profileId)?.at(-1)).toBe(6);
    }
  });
});
