const seconds = 60;

/** Counts over the last minute, second by second. */
export class RecentCount {
  readonly #counts = new Float64Array(seconds);
  #first: number | undefined;
  #last = 0;

  /** @param now milliseconds since 1970. */
  add(count: number, now: number): void {
    const second = this.#reach(now);
    this.#counts[second % seconds] = (this.#counts[second % seconds] ?? 0) + count;
  }

  /** The mean over the last minute, or over the time since the first count where that is shorter, one second at least. */
  perSecond(now: number): number {
    if (this.#first === undefined) return 0;
    const second = this.#reach(now);
    const sum = this.#counts.reduce((total, count) => total + count, 0);
    return sum / Math.min(seconds, second - this.#first + 1);
  }

  /** Forgets what is older than a minute. */
  #reach(now: number): number {
    const second = Math.floor(now / 1000);
    if (this.#first === undefined) {
      this.#first = second;
      this.#last = second;
    }
    const passed = Math.min(seconds, second - this.#last);
    for (let ahead = 0; ahead < passed; ahead += 1) this.#counts[(second - ahead) % seconds] = 0;
    this.#last = Math.max(this.#last, second);
    return this.#last;
  }
}
