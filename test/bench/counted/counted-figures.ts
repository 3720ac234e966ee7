import type { Figure } from '../figure.ts';
import { sharedRuns } from '../shared-runs.ts';
import type { CountedDeployment } from './counted-deployment.ts';
import type { Counts } from './counts.ts';
import { listPrice } from './list-price.ts';
import { distinct, hot, known, type Mix, type Sizes } from './mixes.ts';
import { forAMillion, vendorPrices } from './vendor-prices.ts';

/** A count that several figures read: each asks for a reader of its own. */
type Count = () => () => Promise<Counts>;

interface Sides {
  name: string;
  composed: Count;
  separate: Count;
  tutorial: Count;
}

/** What an event asks of Google Cloud, counted on the wire, and what that costs by list price. */
export function countedFigures(
  opened: () => Promise<CountedDeployment>,
  sizes: { distinct: Sizes; known: Sizes; hot: Sizes },
): Figure[] {
  const sidesOf = ({ name, composed, separate, tutorial }: Mix): Sides => ({
    name,
    composed: sharedRuns(async () => composed(await opened())),
    separate: sharedRuns(async () => separate(await opened())),
    tutorial: sharedRuns(async () => tutorial(await opened())),
  });
  const [five, one] = [sidesOf(known(5, sizes.known)), sidesOf(known(1, sizes.known))];
  return [
    ...[sidesOf(distinct(sizes.distinct)), five, sidesOf(hot(sizes.hot))].flatMap(countFigures),
    priceFigure(five, 'composed', 0.4),
    priceFigure(five, 'separate', 0.75),
    priceFigure(one, 'composed', 1.75),
    ...vendorPrices.map((price) => ({
      ...priceFigure(five, 'composed'),
      name: `list price beside ${price.vendor}: a million events of 1 KB, ${five.name}`,
      baselineName: `${price.plan}, as of ${price.asOf}`,
      baseline: async () => forAMillion(price),
    })),
  ];
}

const tutorialsWay = 'the tutorial’s way';

const counted: readonly { what: string; unit: string; of(counts: Counts): number }[] = [
  { what: 'documents read', unit: 'documents', of: ({ reads }) => reads },
  { what: 'documents written', unit: 'documents', of: ({ writes }) => writes },
  { what: 'documents deleted, now or in time,', unit: 'documents', of: ({ deletes }) => deletes },
  { what: 'calls of functions', unit: 'calls', of: ({ calls }) => calls },
  {
    what: 'bytes of Pub/Sub, delivered and published,',
    unit: 'bytes billed',
    of: ({ deliveredBytes, publishedBytes }) => deliveredBytes + publishedBytes,
  },
];

const countFigures = ({ name, composed, tutorial }: Sides): Figure[] =>
  counted.map(({ what, unit, of }) => {
    const [ours, theirs] = [composed(), tutorial()];
    return {
      name: `counted: ${what} for an event, ${name}`,
      unit,
      repetitions: 1,
      baselineName: tutorialsWay,
      measure: async () => of(await ours()),
      baseline: async () => of(await theirs()),
    };
  });

/** Without a goal where there is no limit. */
function priceFigure(sides: Sides, stages: 'composed' | 'separate', atMost?: number): Figure {
  const [ours, theirs] = [sides[stages](), sides.tutorial()];
  return {
    name: `list price: a million events of 1 KB, ${sides.name}, stages ${stages}`,
    unit: 'US$',
    repetitions: 1,
    ...(atMost !== undefined && { goal: { atMost, of: 'value' } }),
    baselineName: tutorialsWay,
    measure: async () => 1_000_000 * listPrice(await ours()),
    baseline: async () => 1_000_000 * listPrice(await theirs()),
  };
}
