import fc from 'fast-check';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { SentEvent } from './reference-events.ts';

/** What is done to one event on its way; all zeros and falses deliver the history as it was written, one event a transaction. */
interface Step {
  /** Where it moves to: events are delivered by ascending `at`. */
  at: number;
  /** Goes into one message with the event before it, where source and time of receipt allow. */
  packed: boolean;
  /** Deliveries of the same message once more. */
  again: number[];
  /** Deliveries by another publication of the same events. */
  retried: number[];
  /** How many deliveries share a transaction, from here on. */
  together: number;
}

export type Disturbance = readonly Step[];

const places = fc.integer({ min: 0, max: 40 });

/** Permutations, duplications and batchings of up to so many events. They shrink to none. */
export const disturbances = (events: number): fc.Arbitrary<Disturbance> =>
  fc.array(
    fc.record({
      at: places,
      packed: fc.boolean(),
      again: fc.array(places, { maxLength: 1 }),
      retried: fc.array(places, { maxLength: 1 }),
      together: fc.constantFrom(1, 1, 2, 3, 8, 40),
    }),
    { maxLength: events, size: 'max' },
  );

const undisturbed: Step = { at: 0, packed: false, again: [], retried: [], together: 1 };

interface Delivery {
  at: number;
  message: Message;
  together: number;
}

/** The transactions that a history becomes under a disturbance: each a batch of messages for the pipeline. */
export function transactionsOf(sent: readonly SentEvent[], disturbance: Disturbance): Message[][] {
  const moved = sent
    .map((event, index) => ({ event, step: disturbance[index] ?? undisturbed }))
    .sort((a, b) => a.step.at - b.step.at);
  const parcels: { events: SentEvent[]; step: Step }[] = [];
  for (const { event, step } of moved) {
    const last = parcels.at(-1);
    if (step.packed && last !== undefined && travelsWith(last.events, event))
      last.events.push(event);
    else parcels.push({ events: [event], step });
  }
  const deliveries = parcels.flatMap(({ events, step }, number): Delivery[] => {
    const message = messageOf(`${number}`, events);
    return [
      { at: step.at, message, together: step.together },
      ...step.again.map((at) => ({ at, message, together: step.together })),
      ...step.retried.map((at, retry) => ({
        at,
        message: messageOf(`${number}-${retry}`, events.map(receivedLater)),
        together: step.together,
      })),
    ];
  });
  return inTransactions(deliveries.sort((a, b) => a.at - b.at));
}

function travelsWith([first]: readonly SentEvent[], event: SentEvent): boolean {
  return first?.source === event.source && first.receivedAt === event.receivedAt;
}

/** A retry comes later. Its events are the same only if their times do not hang on the time of receipt. */
function receivedLater(event: SentEvent, _: number, parcel: readonly SentEvent[]): SentEvent {
  const isFixed = ({ body, receivedAt }: SentEvent) =>
    body['sentAt'] === undefined &&
    typeof body['timestamp'] === 'string' &&
    body['timestamp'] <= receivedAt;
  if (!parcel.every(isFixed)) return event;
  return {
    ...event,
    receivedAt: new Date(Date.parse(event.receivedAt) + 86_400_000).toISOString(),
  };
}

/** One event as it is, several in an array or a Segment batch. */
export function messageOf(id: string, events: readonly SentEvent[]): Message {
  const bodies = events.map(({ body }) => body);
  const data = bodies.length === 1 ? bodies[0] : bodies.length === 2 ? bodies : { batch: bodies };
  const receivedAt = events[0]?.receivedAt ?? '2024-03-01T00:00:00.000Z';
  return {
    id,
    data: new TextEncoder().encode(JSON.stringify(data)),
    attributes: { source: events[0]?.source ?? 'web', receivedAt },
    publishTime: receivedAt,
  };
}

function inTransactions(deliveries: readonly Delivery[]): Message[][] {
  const transactions: Message[][] = [];
  for (let index = 0; index < deliveries.length; ) {
    const together = deliveries[index]?.together ?? 1;
    transactions.push(deliveries.slice(index, index + together).map(({ message }) => message));
    index += together;
  }
  return transactions;
}
