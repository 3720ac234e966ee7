import type { Destinations } from '../../domain/activation/destination.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import type { ProfileReader } from '../../ports/profile-store.ts';
import type { Send } from '../../ports/send.ts';
import type { DestinationGates } from './destination-gates.ts';

/** What activation works with. */
export interface Activation {
  destinations: Destinations;
  deliveries: DeliveryStore;
  /** Where consent is read at the time of sending. */
  profiles: Pick<ProfileReader, 'profiles' | 'identities'>;
  send: Send;
  gates: DestinationGates;
  clock: Clock;
  /** From 0 up to 1: it keeps retries from coming back together. */
  random: () => number;
}
