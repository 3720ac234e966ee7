import { anaStory } from './ana-story.ts';
import { crowd, type Newcomer } from './crowd.ts';
import { fraction } from './random.ts';
import { openShop, personName, type Shop } from './shop.ts';

const second = 1000;
const span = 2 * 86_400_000;
const extras = 39;
/** Those who are in the shop with Ana in her first minute, by seconds. */
const firstGuests = [9, 31, 58] as const;

/**
 * Two lively days with a cast of forty: Ana Moreno (`p00001`, see ana-story.ts), whose first minute and a half shows all that
 * matters, and 39 others, two of whom share a tablet. Some 750 events.
 * @param options.start milliseconds since 1970, when Ana opens the shop on her phone.
 */
export function demoShop({ seed, start }: { seed: number; start: number }): Shop {
  const others = crowd({
    seed,
    cast: 2,
    firstNumber: 2,
    people: extras,
    sharing: 2,
    from: start,
    until: start + span,
    firstVisit: (newcomer) => start + Math.floor(comesAfter(newcomer)),
    visitsPerDay: { least: 0.95, more: 0.12 },
  });
  const person = { person: personName(1), from: start, events: () => anaStory(seed, start) };
  return openShop([[person], ...others]);
}

/** Milliseconds from the start: more people come early than late, so that there is something to see. */
function comesAfter({ random, nth, sharesDevice }: Newcomer): number {
  const guest = firstGuests[nth];
  if (guest !== undefined) return guest * second;
  const part = sharesDevice
    ? 0.3 * fraction(random)
    : 0.9 * ((nth + fraction(random)) / extras) ** 1.5;
  return part * span;
}
