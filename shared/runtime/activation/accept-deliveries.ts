import type { Delivery } from '../../domain/activation/delivery.ts';
import { emptyLane, headOf, type Lane, queue } from '../../domain/activation/lane.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';

/** The documents of a delivery and its lane: a transaction takes some hundred. */
const perTransaction = 100;

/**
 * Puts deliveries on record, each once: what is known already stays as it is. @returns those that are to be attempted, also of an earlier time,
 * for then nobody may have been told.
 */
export async function acceptDeliveries(
  store: DeliveryStore,
  deliveries: readonly Delivery[],
): Promise<Delivery[]> {
  const accepted: Delivery[] = [];
  for (let from = 0; from < deliveries.length; from += perTransaction) {
    accepted.push(...(await acceptSome(store, deliveries.slice(from, from + perTransaction))));
  }
  return accepted;
}

const acceptSome = (store: DeliveryStore, asked: readonly Delivery[]): Promise<Delivery[]> =>
  store.transact(async (reader) => {
    // An occurrence may be in one batch twice.
    const distinct = [...new Map(asked.map((delivery) => [delivery.id, delivery])).values()];
    const stored = await reader.deliveries(distinct.map(({ id }) => id));
    const fresh = distinct.filter((_, index) => stored[index] === undefined);
    const laneIds = [...new Set(fresh.flatMap(({ lane }) => lane ?? []))];
    const found = await reader.lanes(laneIds);
    const lanes = new Map(laneIds.map((id, index) => [id, found[index] ?? emptyLane(id)]));
    for (const delivery of fresh) {
      const lane = laneOf(delivery, lanes);
      if (lane !== undefined) lanes.set(lane.id, queue(lane, delivery));
    }
    const written = fresh.map((delivery) => parkBehind(delivery, laneOf(delivery, lanes)));
    const known = stored.filter((delivery) => delivery?.state === 'pending');
    return {
      writes: { deliveries: written, lanes: [...lanes.values()] },
      result: [...written, ...known].flatMap((delivery) =>
        delivery?.dueAt === undefined ? [] : delivery,
      ),
    };
  });

const laneOf = ({ lane }: Delivery, lanes: ReadonlyMap<string, Lane>): Lane | undefined =>
  lane === undefined ? undefined : lanes.get(lane);

function parkBehind(delivery: Delivery, lane: Lane | undefined): Delivery {
  if (lane === undefined || headOf(lane) === delivery.id) return delivery;
  const { dueAt: _, ...parked } = delivery;
  return parked;
}
