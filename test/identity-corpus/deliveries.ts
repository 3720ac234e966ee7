import type { Message } from '../../shared/ports/event-bus.ts';
import { chance, type Random, seededRandom, wholeNumber } from '../../shared/simulation/random.ts';
import { type CorpusCase, defaultReceipt, type EventStep, type SeverStep } from './case.ts';

/** What is done to the platform: messages that one transaction commits, or a cut, which waits for the link that it severs. */
type Action = { deliver: Message[] } | SeverStep;

/** One way in which the steps of a case can happen. */
export interface Delivery {
  name: string;
  actions: Action[];
}

type Step = CorpusCase['steps'][number];

/** As given, reversed, at once and replayed, and shuffled with so many seeds: 1, 2 and so on. */
export const deliveriesOf = (corpusCase: CorpusCase, shuffles: number): Delivery[] => [
  asGiven(corpusCase),
  reversed(corpusCase),
  atOnceAndReplayed(corpusCase),
  ...Array.from({ length: shuffles }, (_, index) => shuffled(corpusCase, index + 1)),
];

/** The steps as they are written, one event a transaction. */
const asGiven = ({ steps }: CorpusCase): Delivery => ({
  name: 'as given',
  actions: steps.map(alone),
});

const reversed = ({ steps }: CorpusCase): Delivery => ({
  name: 'reversed',
  actions: [...steps].reverse().map(alone),
});

/** Everything at once, and after the cuts all of it again. */
function atOnceAndReplayed({ steps }: CorpusCase): Delivery {
  const events = steps.filter(isEvent);
  const cuts = steps.filter(isCut);
  const everything = { deliver: inMessages(events, () => true, 'batch') };
  return { name: 'at once, and replayed', actions: [everything, ...cuts, everything] };
}

/** In any order, a third of the events twice, in batches of any size. */
function shuffled({ steps }: CorpusCase, seed: number): Delivery {
  const random = seededRandom(seed);
  const repeated = steps.filter((step) => isEvent(step) && chance(random, 1 / 3));
  const actions: Action[] = [];
  let batch: EventStep[] = [];
  const flush = () => {
    const together = () => chance(random, 0.5);
    const messages = inMessages(batch, together, `${seed}-${actions.length}`);
    // The bus delivers at least once: a message may come twice even within a transaction.
    if (chance(random, 0.2)) messages.push(...messages.slice(-1));
    if (messages.length > 0) actions.push({ deliver: messages });
    batch = [];
  };
  for (const step of inAnyOrder([...steps, ...repeated], random)) {
    if (isEvent(step)) batch.push(step);
    if (!isEvent(step) || chance(random, 0.6)) flush();
    if (!isEvent(step)) actions.push(step);
  }
  flush();
  return { name: `shuffled with seed ${seed}`, actions };
}

const isEvent = (step: Step): step is EventStep => 'event' in step;
const isCut = (step: Step): step is SeverStep => 'sever' in step;

const alone = (step: Step, index: number): Action =>
  isEvent(step) ? { deliver: inMessages([step], () => false, `${index}`) } : step;

function inAnyOrder(steps: readonly Step[], random: Random): Step[] {
  const remaining = [...steps];
  return steps.flatMap(() => remaining.splice(wholeNumber(random, 0, remaining.length - 1), 1));
}

/** Packs events into messages: those of one source and receipt that follow each other, where `together` says so. */
function inMessages(events: readonly EventStep[], together: () => boolean, id: string): Message[] {
  const packs: EventStep[][] = [];
  for (const event of events) {
    const last = packs.at(-1);
    const [first] = last ?? [];
    const mayJoin = first?.source === event.source && first?.receivedAt === event.receivedAt;
    if (last !== undefined && mayJoin && together()) last.push(event);
    else packs.push([event]);
  }
  return packs.map((pack, index) => messageOf(pack, `${id}-${index}`));
}

function messageOf(pack: readonly EventStep[], id: string): Message {
  const { source = 'web', receivedAt = defaultReceipt } = pack[0] ?? {};
  const events = pack.map(({ event }) => event);
  return {
    id,
    data: Buffer.from(JSON.stringify(events.length === 1 ? events[0] : events)),
    attributes: { source, receivedAt },
    publishTime: receivedAt,
  };
}
