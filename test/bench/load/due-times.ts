import { exponential, seededRandom } from '../../../shared/simulation/random.ts';

/**
 * When events are due that come independently of each other and of what becomes of them, as from many senders: milliseconds from the
 * beginning, ascending. A platform that falls behind does not slow them down, so what it makes them wait is measured.
 * @param rate events/s
 * @param count how many; they take about `count / rate` seconds.
 */
export function dueTimes(rate: number, count: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const due = new Float64Array(count);
  let at = 0;
  for (let nth = 0; nth < count; nth += 1) {
    at += exponential(random, 1000 / rate);
    due[nth] = at;
  }
  return due;
}
