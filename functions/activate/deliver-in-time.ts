import type { Destination } from '../../shared/domain/activation/destination.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { Activation } from '../../shared/runtime/activation/activation.ts';
import type { Activating, Answer } from './activating.ts';
import { type Delivered, deliver } from './deliver.ts';
import { wakeUp } from './wake-up.ts';

/** What is due within that time is waited for; all else Pub/Sub brings again, milliseconds. */
const patienceMs = 5_000;

/**
 * Pub/Sub redelivers a message a hundred times: some 16 hours. One of that age is published anew, long before that, so that retries go on for
 * as long as the destination asks for.
 */
const renewAfterMs = 3_600_000;

/** Attempts the delivery of a wake-up once it is due and its destination has room. */
export async function deliverInTime(
  id: string,
  message: Message,
  activating: Activating,
): Promise<Answer> {
  const { activation, publisher, wait } = activating;
  const { clock, destinations } = activation;
  const name = message.attributes['destination'] ?? '';
  const impatientAt = clock() + patienceMs;
  for (;;) {
    const delivered = await whenOpen(id, destinations[name], activation);
    if (delivered.kind !== 'later') return report(delivered, activating, name);
    if (delivered.at > impatientAt) break;
    await wait(Math.max(1, delivered.at - clock()));
  }
  if (clock() - Date.parse(message.publishTime) < renewAfterMs) return 'later';
  await publisher.publish('deliveries', [wakeUp({ id, destination: name })]);
  return 'done';
}

async function whenOpen(
  id: string,
  destination: Destination | undefined,
  activation: Activation,
): Promise<Delivered> {
  if (destination === undefined) return deliver(id, activation);
  const { gates, clock } = activation;
  const entry = gates.enter(destination, clock());
  if (entry.kind === 'wait') return { kind: 'later', at: clock() + entry.ms };
  let delivered: Delivered | undefined;
  try {
    delivered = await deliver(id, activation);
    return delivered;
  } finally {
    if (delivered === undefined || delivered.kind === 'attempted') gates.leave(destination);
    else gates.giveBack(destination);
  }
}

/** Wakes the next of the lane, and puts aside what is dead, before the message is acknowledged. */
async function report(
  delivered: Exclude<Delivered, { kind: 'later' }>,
  { publisher }: Activating,
  destination: string,
): Promise<Answer> {
  if (delivered.wake !== undefined) {
    await publisher.publish('deliveries', [wakeUp({ id: delivered.wake, destination })]);
  }
  if (delivered.kind === 'done') return 'done';
  const { delivery } = delivered;
  if (delivery.state === 'dead') await publisher.publish('deliver-dead-letter', [wakeUp(delivery)]);
  return delivery.state === 'pending' ? 'later' : 'done';
}
