import { readOccurrences } from '../../shared/domain/activation/occurrence.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { activate } from './activate.ts';
import type { Activating, Answer } from './activating.ts';
import { deliverInTime } from './deliver-in-time.ts';
import { readWakeUp, wakeUp } from './wake-up.ts';

/**
 * From `audience-changes` and `profile-changes` to `deliveries`, and from there to the destinations. A rejection asks for redelivery.
 * @throws TypeError where a message is none of the platform's: in the end it is a dead letter, and kept.
 */
export async function onMessage(message: Message, activating: Activating): Promise<Answer> {
  const content: unknown = JSON.parse(Buffer.from(message.data).toString('utf8'));
  const delivery = readWakeUp(content);
  if (delivery !== undefined) return deliverInTime(delivery, message, activating);
  const items = Array.isArray(content) ? content : [content];
  const { occurrences, malformed } = readOccurrences(items, message.publishTime);
  const accepted = await activate(occurrences, activating.activation);
  if (accepted.length > 0) await activating.publisher.publish('deliveries', accepted.map(wakeUp));
  if (malformed > 0) {
    throw new TypeError(`Message ${message.id} holds ${malformed} items that are no transitions.`);
  }
  return 'done';
}
