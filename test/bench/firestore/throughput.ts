import type { SpecEvent } from '../../../shared/domain/event/event.ts';
import type { Figure } from '../figure.ts';
import { inRequests, newPeople, oneByOne, onePerson } from './orders.ts';
import { bareTransactions, type Opened, rawWrites } from './raw-writes.ts';

/** How many events each side takes: the rates are compared, and the tutorial's way is not waited for longer than it has to be. */
interface Events {
  ours: number;
  theirs: number;
}

async function rateOf(
  opened: Opened,
  way: 'pipeline' | 'tutorial' | 'keeper',
  events: readonly SpecEvent[],
  messages: readonly Buffer[],
): Promise<number> {
  const emulated = await opened();
  const seconds = await emulated[way].deliver(messages);
  await emulated.clear();
  return events.length / seconds;
}

const againstTutorial = (
  opened: Opened,
  { name, way = 'pipeline', atLeast, eventsOf, size }: AgainstTutorial,
  { ours, theirs }: Events,
): Figure => ({
  name: `Firestore: ${name}`,
  unit: 'events/s',
  ...(atLeast !== undefined && { goal: { atLeast } }),
  baselineName: 'the tutorial’s way',
  repetitions,
  measure: () => {
    const events = eventsOf(ours);
    return rateOf(opened, way, events, inRequests(events, size));
  },
  baseline: () => {
    const events = eventsOf(theirs);
    return rateOf(opened, 'tutorial', events, oneByOne(events));
  },
});

/** Each takes the emulator half a minute at full size. */
const repetitions = 3;

interface AgainstTutorial {
  name: string;
  way?: 'pipeline' | 'keeper';
  atLeast?: number;
  eventsOf: (count: number) => SpecEvent[];
  /** Events in a message. */
  size?: number;
}

/** Events a second on the emulator of Firestore, with the clients and functions of production. */
export function firestoreThroughput(
  opened: Opened,
  { distinct, hot }: { distinct: Events; hot: Events },
): Figure[] {
  return [
    againstTutorial(
      opened,
      { name: `${distinct.ours} events of distinct people`, atLeast: 6, eventsOf: newPeople },
      distinct,
    ),
    againstTutorial(
      opened,
      {
        name: `${distinct.ours} events of distinct people, kept with nothing decided`,
        way: 'keeper',
        eventsOf: newPeople,
      },
      distinct,
    ),
    againstTutorial(
      opened,
      {
        name: `${distinct.theirs} events of distinct people, one to a message`,
        eventsOf: newPeople,
        size: 1,
      },
      { ours: distinct.theirs, theirs: distinct.theirs },
    ),
    {
      name: `Firestore: documents written for ${distinct.ours} distinct people`,
      unit: 'documents/s',
      goal: { atLeast: 0.4 },
      baselineName: 'batches of 200 documents',
      repetitions,
      measure: () => {
        const events = newPeople(distinct.ours);
        return rateOf(opened, 'pipeline', events, inRequests(events));
      },
      baseline: () => rawWrites(opened, distinct.ours),
    },
    {
      name: `Firestore: documents of ${distinct.ours} people in transactions that decide nothing`,
      unit: 'documents/s',
      baselineName: 'batches of 200 documents',
      repetitions,
      measure: () => bareTransactions(opened, distinct.ours),
      baseline: () => rawWrites(opened, distinct.ours),
    },
    againstTutorial(
      opened,
      { name: `${hot.ours} events of one hot profile`, atLeast: 100, eventsOf: onePerson },
      hot,
    ),
  ];
}
