import type { SpecEvent } from '../../../shared/domain/event/event.ts';
import { inRequests, knownPeople, newPeople, oneByOne, onePerson } from '../firestore/orders.ts';
import { type CountedDeployment, composed, separate, tutorialWay } from './counted-deployment.ts';
import { type Counts, perEvent } from './counts.ts';

/** How many events of a mix each side takes, or how many people's: the tutorial's way is not waited for longer than it has to be. */
export interface Sizes {
  ours: number;
  theirs: number;
}

/** Events of a sort, as each side is sent them. */
export interface Mix {
  name: string;
  composed(deployment: CountedDeployment): Promise<Counts>;
  separate(deployment: CountedDeployment): Promise<Counts>;
  tutorial(deployment: CountedDeployment): Promise<Counts>;
}

/** Events, of people whom others have made known before. */
interface Sent {
  first?: readonly SpecEvent[];
  later: readonly SpecEvent[];
}

const mixOf = (
  name: string,
  { ours, theirs }: Sizes,
  { perMessage, of }: { perMessage?: number; of(size: number): Sent },
): Mix => {
  const through =
    (way: typeof composed) =>
    async (deployment: CountedDeployment): Promise<Counts> => {
      const { first = [], later } = of(ours);
      const messages = inRequests(later, perMessage);
      return perEvent(await deployment.count(way, [messages], inRequests(first)), later.length);
    };
  return {
    name,
    composed: through(composed),
    separate: through(separate),
    async tutorial(deployment) {
      const { first = [], later } = of(theirs);
      const rounds = inRounds(later, perMessage ?? 1).map(oneByOne);
      return perEvent(await deployment.count(tutorialWay, rounds, oneByOne(first)), later.length);
    },
  };
};

/** One of each person, then another of each: at once, a person's events would be read again and again where each is a transaction. */
const inRounds = (events: readonly SpecEvent[], each: number): SpecEvent[][] =>
  Array.from({ length: each }, (_, round) => events.filter((_, nth) => nth % each === round));

/** Another new person with every event, in requests as SDKs for servers send them. */
export const distinct = (sizes: Sizes): Mix =>
  mixOf('distinct people', sizes, { of: (size) => ({ later: newPeople(size) }) });

/** One person's events, in such requests. */
export const hot = (sizes: Sizes): Mix =>
  mixOf('one hot profile', sizes, { of: (size) => ({ later: onePerson(size) }) });

/** Known people, of whom each has so many events in a message, which come to one commit. */
export const known = (each: number, sizes: Sizes): Mix =>
  mixOf(`known people, ${each} ${each === 1 ? 'event' : 'events'} to a commit`, sizes, {
    perMessage: each,
    of: (size) => knownPeople(size, each),
  });
