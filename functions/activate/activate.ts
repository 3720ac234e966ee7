import { type Delivery, newDelivery } from '../../shared/domain/activation/delivery.ts';
import { wants } from '../../shared/domain/activation/destination.ts';
import type { Occurrence } from '../../shared/domain/activation/occurrence.ts';
import { acceptDeliveries } from '../../shared/runtime/activation/accept-deliveries.ts';
import type { Activation } from '../../shared/runtime/activation/activation.ts';

/** Puts on record what goes where: one delivery for every destination that wants an occurrence. @returns those that are to be attempted. */
export async function activate(
  occurrences: readonly Occurrence[],
  { destinations, deliveries, clock }: Pick<Activation, 'destinations' | 'deliveries' | 'clock'>,
): Promise<Delivery[]> {
  const now = clock();
  const wanted = occurrences.flatMap((occurrence) =>
    Object.values(destinations)
      .filter((destination) => wants(destination, occurrence))
      .map((destination) => newDelivery(occurrence, destination, now)),
  );
  return acceptDeliveries(deliveries, wanted);
}
