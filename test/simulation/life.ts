import { chance, type Random, wholeNumber } from '../../shared/simulation/random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A process that may die: what it had begun then never goes on, though what it had asked for may have been done. */
export class Life {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #unreliability: number;
  #isAlive = true;
  readonly #ends: (() => void)[] = [];

  /** @param unreliability the share of its calls that fail, one half of them after they were done. */
  constructor(time: VirtualTime, random: Random, unreliability: number) {
    this.#time = time;
    this.#random = random;
    this.#unreliability = unreliability;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  end(): void {
    this.#isAlive = false;
    for (const end of this.#ends) end();
  }

  /** Resolves when it dies. */
  ended(): Promise<void> {
    return new Promise((resolve) => this.#ends.push(resolve));
  }

  /** A call to something outside of the process: it takes its time, and may fail before or after it was done. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    await this.#step();
    const fails = chance(this.#random, this.#unreliability);
    if (fails && chance(this.#random, 0.5)) throw new Error('unavailable');
    const result = await work();
    await this.#step();
    if (fails) throw new Error('the answer was lost');
    return result;
  }

  async #step(): Promise<void> {
    await this.#time.sleep(wholeNumber(this.#random, 0, 20));
    // The dead do nothing, not even fail.
    if (!this.#isAlive) await new Promise<never>(() => {});
  }
}
