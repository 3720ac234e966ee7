import type { AttemptResult } from '../../shared/domain/activation/attempt.ts';
import type { Send } from '../../shared/ports/send.ts';
import { chance, type Random, wholeNumber } from '../../shared/simulation/random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a receiver got, and when. */
export interface Reception {
  destination: string;
  id: string;
  body: string;
  at: number;
}

const hour = 3_600_000;

/** Receivers that fail at random, each in all the ways that there are; in some hours they take nothing. */
export class UnreliableReceiver {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #outages = new Map<number, boolean>();
  readonly received: Reception[] = [];
  /** How often each way of failing came up. */
  readonly failures: Record<string, number> = {};
  #inside = new Map<string, number>();
  readonly mostInside = new Map<string, number>();

  constructor(time: VirtualTime, random: Random) {
    this.#time = time;
    this.#random = random;
  }

  readonly send: Send = async ({ name, timeoutMs }, { id, body }) => {
    const inside = (this.#inside.get(name) ?? 0) + 1;
    this.#inside.set(name, inside);
    this.mostInside.set(name, Math.max(inside, this.mostInside.get(name) ?? 0));
    const result = await this.#answer(timeoutMs, () => {
      this.received.push({ destination: name, id, body, at: this.#time.clock() });
    });
    this.#inside.set(name, (this.#inside.get(name) ?? 1) - 1);
    return result;
  };

  async #answer(timeoutMs: number, receive: () => void): Promise<AttemptResult> {
    const ms = wholeNumber(this.#random, 5, 200);
    if (this.#isOut() || chance(this.#random, 0.1)) {
      await this.#time.sleep(ms);
      return this.#failed('refused', { ms, error: 'connection refused' });
    }
    if (chance(this.#random, 0.1)) {
      await this.#time.sleep(ms);
      return this.#failed('500', { ms, error: 'It answered 500', status: 500 });
    }
    if (chance(this.#random, 0.05)) {
      const retryAfterMs = wholeNumber(this.#random, 1, 120) * 1000;
      return this.#failed('429', { ms, error: 'It answered 429', status: 429, retryAfterMs });
    }
    receive();
    if (chance(this.#random, 0.05)) {
      await this.#time.sleep(timeoutMs);
      return this.#failed('timeout', { ms: timeoutMs, error: 'no answer in time' });
    }
    if (chance(this.#random, 0.1)) {
      await this.#time.sleep(ms);
      return this.#failed('lost', { ms, error: 'connection reset' });
    }
    const slow = chance(this.#random, 0.05) ? wholeNumber(this.#random, 0, timeoutMs - 1) : ms;
    await this.#time.sleep(slow);
    return { kind: 'delivered', ms: slow, status: 200 };
  }

  #failed(way: string, failure: Omit<AttemptResult & { kind: 'failed' }, 'kind'>): AttemptResult {
    this.failures[way] = (this.failures[way] ?? 0) + 1;
    return { kind: 'failed', ...failure };
  }

  /** One hour in six, all of them take nothing. */
  #isOut(): boolean {
    const current = Math.floor(this.#time.clock() / hour);
    const known = this.#outages.get(current);
    if (known !== undefined) return known;
    const isOut = chance(this.#random, 1 / 6);
    this.#outages.set(current, isOut);
    return isOut;
  }
}
