import type { SpecEvent } from '../../../shared/domain/event/event.ts';
import type { Figure } from '../figure.ts';
import type { Emulated } from './emulated.ts';
import { inRequests, newPeople, oneByOne, onePerson } from './orders.ts';

type Opened = () => Promise<Emulated>;

/** How many events each side takes: the rates are compared, and the tutorial's way is not waited for longer than it has to be. */
interface Events {
  ours: number;
  theirs: number;
}

async function rateOf(
  opened: Opened,
  way: 'pipeline' | 'tutorial',
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
  { name, atLeast, eventsOf, size }: AgainstTutorial,
  { ours, theirs }: Events,
): Figure => ({
  name: `Firestore: ${name}`,
  unit: 'events/s',
  ...(atLeast !== undefined && { goal: { atLeast } }),
  baselineName: 'the tutorial’s way',
  measure: () => {
    const events = eventsOf(ours);
    return rateOf(opened, 'pipeline', events, inRequests(events, size));
  },
  baseline: () => {
    const events = eventsOf(theirs);
    return rateOf(opened, 'tutorial', events, oneByOne(events));
  },
});

interface AgainstTutorial {
  name: string;
  atLeast?: number;
  eventsOf: (count: number) => SpecEvent[];
  /** Events in a message. */
  size?: number;
}

/** Documents of the size of a profile's, as many as there are people, by the raw client: 200 to a batch, as many batches at once as are best. */
async function rawWrites(opened: Opened, documents: number): Promise<number> {
  const emulated = await opened();
  const { firestore } = emulated;
  const perBatch = 200;
  const core = Buffer.alloc(600, 1);
  const batches = Array.from({ length: Math.ceil(documents / perBatch) }, (_, nth) => nth);
  const startedAt = performance.now();
  const work = async () => {
    for (let nth = batches.pop(); nth !== undefined; nth = batches.pop()) {
      const batch = firestore.batch();
      for (let number = 0; number < perBatch; number += 1) {
        const view = { profileId: `${nth}-${number}`, computed: { orders: 1, revenue: 12.5 } };
        batch.set(firestore.doc(`raw/${nth}-${number}`), { ...view, core, version: 1 });
      }
      await batch.commit();
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  const seconds = (performance.now() - startedAt) / 1000;
  await emulated.clear();
  return documents / seconds;
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
      measure: () => {
        const events = newPeople(distinct.ours);
        return rateOf(opened, 'pipeline', events, inRequests(events));
      },
      baseline: () => rawWrites(opened, distinct.ours),
    },
    againstTutorial(
      opened,
      { name: `${hot.ours} events of one hot profile`, atLeast: 100, eventsOf: onePerson },
      hot,
    ),
  ];
}
