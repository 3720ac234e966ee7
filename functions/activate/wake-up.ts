import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import { isJsonObject } from '../../shared/domain/json.ts';
import type { OutgoingMessage } from '../../shared/ports/event-bus.ts';

/** A message on `deliveries`: that a delivery is to be attempted. All else is on record. */
export const wakeUp = ({
  id,
  destination,
}: Pick<Delivery, 'id' | 'destination'>): OutgoingMessage => ({
  data: Buffer.from(JSON.stringify({ delivery: id })),
  attributes: { destination },
});

/** The delivery that a message is about, if it is such a message. */
export function readWakeUp(content: unknown): string | undefined {
  const id = isJsonObject(content) ? content['delivery'] : undefined;
  return typeof id === 'string' ? id : undefined;
}
