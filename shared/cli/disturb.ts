import { chance, type Random, seededRandom, wholeNumber } from '../simulation/random.ts';

/** Sends a share of the items twice and shuffles them: what an unkind network does, and what no profile may show. Holds all of them in memory. */
export async function* disturb<T>(
  items: AsyncIterable<T>,
  shuffleSeed: number | undefined,
  duplicateRate: number,
): AsyncGenerator<T> {
  const random = seededRandom(shuffleSeed ?? 1);
  const disturbed: T[] = [];
  for await (const item of items) {
    disturbed.push(item);
    if (chance(random, duplicateRate)) disturbed.push(item);
  }
  if (shuffleSeed !== undefined) shuffle(disturbed, random);
  yield* disturbed;
}

function shuffle<T>(items: T[], random: Random): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = wholeNumber(random, 0, last);
    const [a, b] = [items[last], items[other]];
    if (a === undefined || b === undefined) continue;
    items[last] = b;
    items[other] = a;
  }
}
