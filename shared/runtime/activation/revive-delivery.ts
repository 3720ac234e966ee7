import type { Delivery, DeliveryState } from '../../domain/activation/delivery.ts';
import type { Destination, Destinations } from '../../domain/activation/destination.ts';
import { headOf, queue } from '../../domain/activation/lane.ts';
import { payloadOf } from '../../domain/activation/payload.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import type { ProfileReader } from '../../ports/profile-store.ts';
import { laneOf } from './claim-delivery.ts';
import { currentProfile } from './current-profile.ts';

/** What can be tried again; what was delivered, or is overtaken, is done. */
const retryable: readonly DeliveryState[] = ['pending', 'no-consent', 'disabled', 'dead'];

export type Revived =
  | { kind: 'revived'; delivery: Delivery }
  | { kind: 'unknown' }
  | { kind: 'done'; state: DeliveryState }
  | { kind: 'no-destination'; name: string };

/**
 * Makes a delivery due at once, with all its time for retries before it. Its id stays, and so does what is sent; where that is no longer kept
 * it is made again of the profile as it is now.
 */
export async function reviveDelivery(
  id: string,
  activation: {
    deliveries: DeliveryStore;
    destinations: Destinations;
    profiles: Pick<ProfileReader, 'profiles' | 'identities'>;
  },
  now: number,
): Promise<Revived> {
  const { deliveries: store, destinations, profiles } = activation;
  const [known] = await store.deliveries([id]);
  if (known === undefined) return { kind: 'unknown' };
  const destination = destinations[known.destination];
  if (destination === undefined) return { kind: 'no-destination', name: known.destination };
  const body = known.body ?? (await bodyOf(known, destination, profiles));
  return store.transact<Revived>(async (reader) => {
    const [delivery] = await reader.deliveries([id]);
    if (delivery === undefined) return { writes: {}, result: { kind: 'unknown' } };
    if (!retryable.includes(delivery.state)) {
      return { writes: {}, result: { kind: 'done', state: delivery.state } };
    }
    const { reason: _, settledAt: __, ...kept } = delivery;
    const due: Delivery = {
      ...kept,
      state: 'pending',
      body,
      dueAt: Math.max(now, delivery.leasedUntil ?? 0),
      giveUpAt: now + destination.retryForMs,
    };
    const lane = await laneOf(due, reader);
    if (lane === undefined) {
      return { writes: { deliveries: [due] }, result: { kind: 'revived', delivery: due } };
    }
    const queued = queue(lane, due);
    const { dueAt: ___, ...parked } = due;
    const revived = headOf(queued) === id ? due : parked;
    return {
      writes: { deliveries: [revived], lanes: [queued] },
      result: { kind: 'revived', delivery: revived },
    };
  });
}

async function bodyOf(
  { subject }: Delivery,
  destination: Destination,
  profiles: Pick<ProfileReader, 'profiles' | 'identities'>,
): Promise<string> {
  const profile = await currentProfile(profiles, subject.profileId);
  return payloadOf({ ...subject, ...(profile !== undefined && { profile }) }, destination);
}
