/** Each bucket reaches a twentieth further than the one before, so a percentile is told within 5%. */
const growth = 1.05;
const least = 0.001;
const buckets = 640;

export interface Percentiles {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  /** Exact. */
  max: number;
}

/** How values, 0 and up, are spread: in the same small memory for any number of them. */
export class Distribution {
  readonly #counts = new Uint32Array(buckets);
  #count = 0;
  #max = 0;

  add(value: number): void {
    this.#counts[bucketOf(value)] = (this.#counts[bucketOf(value)] ?? 0) + 1;
    this.#count += 1;
    if (value > this.#max) this.#max = value;
  }

  /** The least value that this share of the values does not exceed, no more than 5% too large; 0 where there are none. */
  percentile(share: number): number {
    const wanted = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (count > 0 && seen >= wanted) return Math.min(this.#max, least * growth ** bucket);
    }
    return this.#max;
  }

  percentiles(): Percentiles {
    return {
      count: this.#count,
      p50: this.percentile(0.5),
      p95: this.percentile(0.95),
      p99: this.percentile(0.99),
      max: this.#max,
    };
  }
}

/** The first bucket whose end is not below the value; the last one takes all that is beyond. */
const bucketOf = (value: number): number =>
  value <= least
    ? 0
    : Math.min(buckets - 1, Math.ceil(Math.log(value / least) / Math.log(growth) - 1e-9));
