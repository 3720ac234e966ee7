import { type Claim, claim } from '../../domain/activation/attempt.ts';
import type { Delivery } from '../../domain/activation/delivery.ts';
import { begin, emptyLane, headOf, type Lane, leave } from '../../domain/activation/lane.ts';
import type { DeliveryReader, DeliveryStore, DeliveryWrites } from '../../ports/delivery-store.ts';

/** A claim, and the delivery of the lane that is to be woken because this one does not go, or went. */
export type Claimed = { claim: Claim | { kind: 'unknown' }; wake?: string };

/** Begins an attempt, or says why not. */
export const claimDelivery = (
  store: DeliveryStore,
  id: string,
  now: number,
  leaseOf: (delivery: Delivery) => number,
): Promise<Claimed> =>
  store.transact<Claimed>(async (reader) => {
    const [delivery] = await reader.deliveries([id]);
    if (delivery === undefined) return { writes: {}, result: { claim: { kind: 'unknown' } } };
    const lane = await laneOf(delivery, reader);
    const claimed = claim(delivery, lane, now, leaseOf(delivery));
    switch (claimed.kind) {
      case 'claimed':
        return {
          writes: {
            deliveries: [claimed.delivery],
            ...(lane !== undefined && { lanes: [begin(lane, claimed.delivery)] }),
          },
          result: { claim: claimed },
        };
      case 'overtaken': {
        const { writes, wake } = await leaving(claimed.delivery, lane, reader, now);
        return { writes, result: { claim: claimed, ...wake } };
      }
      case 'behind':
        return {
          writes: delivery.dueAt === undefined ? {} : { deliveries: [claimed.delivery] },
          result: { claim: claimed },
        };
      case 'later':
        return { writes: {}, result: { claim: claimed } };
      case 'settled':
        // Whoever settled it may have died before it woke the next of the lane.
        return { writes: {}, result: { claim: claimed, ...wakeOf(lane && headOf(lane)) } };
    }
  });

export async function laneOf(
  { lane }: Delivery,
  reader: DeliveryReader,
): Promise<Lane | undefined> {
  if (lane === undefined) return undefined;
  const [found] = await reader.lanes([lane]);
  return found ?? emptyLane(lane);
}

/** The writes for a delivery that is settled: it leaves its lane, and the next one there becomes due. */
export async function leaving(
  delivery: Delivery,
  lane: Lane | undefined,
  reader: DeliveryReader,
  now: number,
): Promise<{ writes: DeliveryWrites; wake: { wake?: string } }> {
  if (lane === undefined) return { writes: { deliveries: [delivery] }, wake: {} };
  const left = leave(lane, delivery.id);
  const next = headOf(left);
  const [waiting] = next === undefined ? [] : await reader.deliveries([next]);
  const woken =
    waiting === undefined || waiting.state !== 'pending' || waiting.dueAt !== undefined
      ? []
      : [{ ...waiting, dueAt: now }];
  return { writes: { deliveries: [delivery, ...woken], lanes: [left] }, wake: wakeOf(next) };
}

const wakeOf = (id: string | undefined): { wake?: string } =>
  id === undefined ? {} : { wake: id };
