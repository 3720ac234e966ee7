import type { Message } from '../../shared/ports/event-bus.ts';
import { type Disturbance, transactionsOf } from './deliveries.ts';
import { type History, traits } from './histories.ts';
import { type ReferenceEvent, referenceEvents } from './reference-events.ts';
import { type ReferenceWorld, referenceModel } from './reference-model.ts';
import { type World, worldOf } from './world.ts';

/** A history, what two different deliveries of it made, and what the reference model makes of it. */
export interface TriedWorld {
  given: History;
  /** The transactions of the first delivery. */
  transactions: Message[][];
  first: World;
  second: World;
  /** In their total order. */
  events: ReferenceEvent[];
  /** How many events name nobody. */
  nameless: number;
  reference: ReferenceWorld;
}

export async function triedWorld(
  given: History,
  one: Disturbance,
  other: Disturbance,
): Promise<TriedWorld> {
  const { sent, rules } = given;
  const transactions = transactionsOf(sent, one);
  const { events, nameless } = referenceEvents(sent, rules);
  return {
    given,
    transactions,
    first: await worldOf(transactions, rules),
    second: await worldOf(transactionsOf(sent, other), rules),
    events,
    nameless,
    reference: referenceModel(events, rules, traits),
  };
}
