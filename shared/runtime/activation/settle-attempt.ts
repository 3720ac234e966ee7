import { type AttemptResult, afterAttempt } from '../../domain/activation/attempt.ts';
import type { Delivery } from '../../domain/activation/delivery.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import { laneOf, leaving } from './claim-delivery.ts';

/** A delivery after an attempt, and the next of its lane to be woken. */
export interface Settled {
  delivery: Delivery;
  wake?: string;
}

/**
 * Puts on record what came of an attempt. An attempt that has lost its lease to another counts where it delivered, for that is true whoever
 * did it; else what the other makes of it counts.
 */
export const settleAttempt = (
  store: DeliveryStore,
  claimed: Delivery,
  result: AttemptResult,
  now: number,
  random: number,
): Promise<Settled> =>
  store.transact<Settled>(async (reader) => {
    const [current] = await reader.deliveries([claimed.id]);
    if (current === undefined) return { writes: {}, result: { delivery: claimed } };
    const isHolder = current.attempts === claimed.attempts;
    const counts = isHolder || result.kind === 'delivered';
    if (current.state !== 'pending' || !counts) {
      return { writes: {}, result: { delivery: current } };
    }
    const delivery = afterAttempt(current, result, now, random);
    if (delivery.state === 'pending') {
      return { writes: { deliveries: [delivery] }, result: { delivery } };
    }
    const { writes, wake } = await leaving(delivery, await laneOf(delivery, reader), reader, now);
    return { writes, result: { delivery, ...wake } };
  });
