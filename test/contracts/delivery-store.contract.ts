import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery, DeliveryState } from '../../shared/domain/activation/delivery.ts';
import type {
  DeliveryFilter,
  DeliveryQueue,
  DeliveryStore,
} from '../../shared/ports/delivery-store.ts';
import { acceptDeliveries } from '../../shared/runtime/activation/accept-deliveries.ts';
import { claimDelivery } from '../../shared/runtime/activation/claim-delivery.ts';
import { settleAttempt } from '../../shared/runtime/activation/settle-attempt.ts';
import { aDelivery, aDestination } from '../builders/deliveries.ts';
import { aTransition } from '../builders/transitions.ts';

/** An empty store, and how to be rid of it. */
export interface OpenedDeliveryStore<Store extends DeliveryStore> {
  store: Store;
  close(): Promise<void>;
}

const hour = 3_600_000;
/** Of the last hours, for lists look back from now. */
const now = Date.now() - 2 * hour;

const [crm, mail] = [aDestination('crm'), aDestination('mail')];
const ordered = aDestination('ordered', { ordered: true });

const deliveryOf = (name: string, { destination = crm, at = now, version = 1 } = {}): Delivery =>
  aDelivery(aTransition(name, { version }), destination, at);

async function listed(store: DeliveryStore, filter: DeliveryFilter): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.list(filter)) ids.push(id);
  return ids;
}

const idsOf = (deliveries: readonly Delivery[]): string[] => deliveries.map(({ id }) => id);

const delivered = { kind: 'delivered', ms: 5, status: 200 } as const;

/** Claims a delivery and puts on record what came of it. */
async function attempt(store: DeliveryStore, id: string, at: number) {
  const { claim } = await claimDelivery(store, id, at, () => 1000);
  if (claim.kind !== 'claimed') throw new Error(`Not claimed: ${claim.kind}`);
  return settleAttempt(store, claim.delivery, delivered, at, 0.5);
}

/** What every delivery store keeps to. */
export function deliveryStoreContract<Store extends DeliveryStore>(
  name: string,
  open: () => Promise<OpenedDeliveryStore<Store>>,
): void {
  describe(`${name} keeps the contract of a delivery store:`, () => {
    let opened: OpenedDeliveryStore<Store>;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('what is put comes back as it was, and what is not there is undefined', async () => {
      const delivery: Delivery = {
        ...deliveryOf('ana', { destination: ordered }),
        last: { at: now, ms: 3, status: 500, error: 'It answered 500: "oh no" \u{1F4A5}' },
        reason: 'why',
      };
      await store.transact(async () => ({ writes: { deliveries: [delivery] }, result: undefined }));
      expect(await store.deliveries(['nowhere', delivery.id])).toStrictEqual([undefined, delivery]);
    });

    test('a delivery is accepted once, however often it comes', async () => {
      const [one, two] = [deliveryOf('ana'), deliveryOf('bo')];
      expect(idsOf(await acceptDeliveries(store, [one, one]))).toEqual([one.id]);
      const later = { ...one, createdAt: now + 1, body: 'another' };
      expect(idsOf(await acceptDeliveries(store, [later, two])).sort()).toEqual(
        [one.id, two.id].sort(),
      );
      expect((await store.deliveries([one.id]))[0]).toStrictEqual(one);
      await attempt(store, one.id, now);
      expect(idsOf(await acceptDeliveries(store, [one, two]))).toEqual([two.id]);
    });

    test('more deliveries than a transaction takes are all accepted', async () => {
      const many = Array.from({ length: 230 }, (_, index) => deliveryOf(`p${index}`));
      expect(await acceptDeliveries(store, many)).toHaveLength(230);
      expect(await listed(store, { since: now })).toHaveLength(230);
    });

    test('of many that would attempt a delivery at once, one may', async () => {
      const delivery = deliveryOf('ana');
      await acceptDeliveries(store, [delivery]);
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => claimDelivery(store, delivery.id, now, () => 1000)),
      );
      const kinds = claims.map(({ claim }) => claim.kind).sort();
      expect(kinds).toEqual(['claimed', ...Array(7).fill('later')]);
    });

    test('one person is delivered to in order, whoever asks, and each wakes the next', async () => {
      const versions = [2, 1, 3].map((version) =>
        deliveryOf('ana', { destination: ordered, version }),
      );
      const [second, first, third] = versions;
      if (!first || !second || !third) throw new Error('There are three.');
      // The first one comes last.
      await acceptDeliveries(store, [second, third]);
      await acceptDeliveries(store, [first]);
      const kindOf = async ({ id }: Delivery) =>
        (await claimDelivery(store, id, now, () => 1000)).claim.kind;
      expect(await kindOf(third)).toBe('behind');
      expect(await kindOf(second)).toBe('behind');
      expect(await attempt(store, first.id, now)).toMatchObject({ wake: second.id });
      expect(await kindOf(third)).toBe('behind');
      expect(await attempt(store, second.id, now)).toMatchObject({ wake: third.id });
      expect(await attempt(store, third.id, now)).not.toHaveProperty('wake');
    });

    test('lists go from the latest back, by time, destination and state', async () => {
      const times = [0, 30_000, hour, hour + 1];
      const all = times.map((ms, index) =>
        deliveryOf(`p${index}`, { destination: index % 2 ? mail : crm, at: now + ms }),
      );
      await acceptDeliveries(store, all);
      const [a, b, c, d] = idsOf(all);
      await attempt(store, c ?? '', now + hour);
      expect(await listed(store, { since: now })).toEqual([d, c, b, a]);
      expect(await listed(store, { since: now + 1, before: now + hour })).toEqual([b]);
      expect(await listed(store, { since: now, destination: 'mail' })).toEqual([d, b]);
      expect(await listed(store, { since: now, state: 'delivered' })).toEqual([c]);
      const none: DeliveryState = 'dead';
      expect(await listed(store, { since: now, state: none })).toEqual([]);
    });

    test('what is on record about a person can be forgotten, and their lanes with it', async () => {
      const ofAna = [crm, ordered].map((destination) => deliveryOf('ana', { destination }));
      const ofBo = deliveryOf('bo');
      await acceptDeliveries(store, [...ofAna, ofBo]);
      expect(await store.forgetProfile(ofBo.subject.profileId)).toBe(1);
      expect(await store.forgetProfile(ofAna[0]?.subject.profileId ?? '')).toBe(2);
      expect(await listed(store, { since: now })).toEqual([]);
      // Nothing that is gone holds up what comes.
      const next = deliveryOf('ana', { destination: ordered, version: 2 });
      await acceptDeliveries(store, [next]);
      expect(await attempt(store, next.id, now)).toMatchObject({
        delivery: { state: 'delivered' },
      });
    });

    test('a destination that is disabled stays so, with its first reason, until it is enabled', async () => {
      await store.disable({ name: 'crm', reason: 'gone', since: now });
      await store.disable({ name: 'crm', reason: 'again', since: now + 1 });
      expect(await store.disabled()).toEqual([{ name: 'crm', reason: 'gone', since: now }]);
      await store.enable('crm');
      await store.enable('mail');
      expect(await store.disabled()).toEqual([]);
    });
  });
}

/** What a store that tells what is due keeps to besides. */
export function deliveryQueueContract(
  name: string,
  open: () => Promise<OpenedDeliveryStore<DeliveryQueue>>,
): void {
  deliveryStoreContract(name, open);

  test(`${name} tells what is due next, and leaves out what waits for another`, async () => {
    const { store, close } = await open();
    try {
      const [early, late] = [deliveryOf('ana', { at: now - 1 }), deliveryOf('bo')];
      const first = deliveryOf('cy', { destination: ordered });
      const second = deliveryOf('cy', { destination: ordered, version: 2 });
      await acceptDeliveries(store, [late, early, { ...first, dueAt: now + 5 }, second]);
      expect([...store.due()]).toEqual([
        { id: early.id, destination: 'crm', dueAt: now - 1 },
        { id: late.id, destination: 'crm', dueAt: now },
        { id: first.id, destination: 'ordered', dueAt: now + 5 },
      ]);
      await attempt(store, early.id, now);
      await attempt(store, first.id, now + 5);
      expect([...store.due()].map(({ id }) => id)).toEqual([late.id, second.id]);
    } finally {
      await close();
    }
  });
}
