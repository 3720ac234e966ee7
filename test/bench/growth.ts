import { grouped } from '../../shared/cli/terminal.ts';
import type { Figure } from './figure.ts';

/** How a cost grows with the size of something. */
export interface Growth {
  /** What is done, such as `event of a known person`. */
  name: string;
  unit: string;
  /** Of what there is more, such as `profiles stored`. */
  sizeName: string;
  /** Ascending; the first is what the others are held against. */
  sizes: readonly number[];
  /** How many times the cost of the smallest size another one may have; absent where that is no goal. */
  atMost?(size: number, smallest: number): number;
  /** Makes a size ready to be measured any number of times. */
  prepare(size: number): Promise<Prepared>;
}

interface Prepared {
  measure(): Promise<number>;
  close(): Promise<void>;
}

/** A figure for every size but the smallest, which is the baseline of each: measured in the same run, in turn. */
export function growthFigures(growth: Growth): Figure[] {
  const [smallest, ...larger] = growth.sizes;
  return smallest === undefined ? [] : larger.map((size) => figureOf(growth, smallest, size));
}

function figureOf(growth: Growth, smallest: number, size: number): Figure {
  const { name, unit, sizeName, atMost, prepare } = growth;
  const prepared: Prepared[] = [];
  const measured = (which: Prepared | undefined): Promise<number> => {
    if (which === undefined) throw new Error(`The figure "${name}" is measured before it is open.`);
    return which.measure();
  };
  return {
    name: `${name}, ${sizeName} ${grouped(size)}`,
    unit,
    ...(atMost !== undefined && { goal: { atMost: atMost(size, smallest) } }),
    baselineName: `${sizeName} ${grouped(smallest)}`,
    async open() {
      for (const one of [smallest, size]) prepared.push(await prepare(one));
      // The first to be measured would pay for the compilation of both.
      for (const one of prepared) await one.measure();
    },
    baseline: () => measured(prepared[0]),
    measure: () => measured(prepared[1]),
    async close() {
      for (const one of prepared.splice(0)) await one.close();
    },
  };
}
