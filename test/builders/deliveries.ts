import type { AttemptResult } from '../../shared/domain/activation/attempt.ts';
import { compileDestinations } from '../../shared/domain/activation/compile-destinations.ts';
import { type Delivery, newDelivery } from '../../shared/domain/activation/delivery.ts';
import type { Destination } from '../../shared/domain/activation/destination.ts';
import type { DestinationConfig } from '../../shared/domain/activation/destination-config.ts';
import { readOccurrences } from '../../shared/domain/activation/occurrence.ts';
import type { Transition } from '../../shared/domain/audience/transition.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import { acceptDeliveries } from '../../shared/runtime/activation/accept-deliveries.ts';
import { claimDelivery } from '../../shared/runtime/activation/claim-delivery.ts';
import { settleAttempt } from '../../shared/runtime/activation/settle-attempt.ts';

/** A secret as Standard Webhooks has them. */
export const aSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** A webhook for the audience `vip`, compiled. */
export const aDestination = (name: string, parts: Partial<DestinationConfig> = {}): Destination =>
  compiled(name, {
    webhook: 'https://crm.example/hook',
    secret: aSecret,
    audiences: ['vip'],
    ...parts,
  });

/** The warehouse as a destination for the audience `vip`. */
export const aWarehouse = (name: string): Destination =>
  compiled(name, { warehouse: true, audiences: ['vip'] });

function compiled(name: string, config: DestinationConfig): Destination {
  const destination = compileDestinations({ [name]: config }, ['vip', 'lapsed'])[name];
  if (destination === undefined) throw new Error(`${name} was not compiled.`);
  return destination;
}

/** A delivery of a transition, accepted at a time. */
export function aDelivery(transition: Transition, destination: Destination, now: number): Delivery {
  const [occurrence] = readOccurrences([transition], transition.at).occurrences;
  if (occurrence === undefined) throw new Error('It is no transition.');
  return newDelivery(occurrence, destination, now);
}

/** Has a transition accepted at a time, and attempted with a result. */
export async function told(
  store: DeliveryStore,
  transition: Transition,
  destination: Destination,
  at: number,
  result: AttemptResult = { kind: 'delivered', ms: 0 },
): Promise<Delivery> {
  const delivery = aDelivery(transition, destination, at);
  await acceptDeliveries(store, [delivery]);
  const { claim } = await claimDelivery(store, delivery.id, at, () => 1);
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  await settleAttempt(store, claim.delivery, result, at, 0);
  return delivery;
}
