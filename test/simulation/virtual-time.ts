/** A clock that stands still until everything that could happen now has happened, and then goes to what is next. */
export class VirtualTime {
  #now: number;
  #made = 0;
  readonly #timers: { at: number; order: number; wake: () => void }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  readonly clock = (): number => this.#now;

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.#made += 1;
      this.#insert({ at: this.#now + Math.max(0, ms), order: this.#made, wake });
    });

  /** Lets things happen until a condition holds. @throws where it does not by a time. */
  async runUntil(isOver: () => boolean, deadline: number): Promise<void> {
    for (;;) {
      // What is done in promises alone takes no time.
      await new Promise(setImmediate);
      if (isOver()) return;
      const next = this.#timers.pop();
      if (next === undefined) throw new Error('Nothing can happen any more.');
      if (next.at > deadline) throw new Error(`Not over by ${new Date(deadline).toISOString()}.`);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }

  /** Latest first, so that the next is at the end. */
  #insert(timer: { at: number; order: number; wake: () => void }): void {
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#timers[middle];
      const isLater =
        other !== undefined &&
        (other.at > timer.at || (other.at === timer.at && other.order > timer.order));
      if (isLater) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
  }
}
