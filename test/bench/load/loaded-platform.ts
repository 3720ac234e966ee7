import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import config from '../../../cdp.config.ts';
import type { Processed } from '../../../functions/pipeline/pipeline.ts';
import { EmbeddedPlatform } from '../../../shared/local/embedded-platform.ts';
import type { OutgoingMessage } from '../../../shared/ports/event-bus.ts';
import { entered, eventMessage, placeOf, userIdOf } from './customers.ts';
import { dueTimes } from './due-times.ts';

/** What came of a load. */
export interface Answered {
  /** Events/s that came. */
  offered: number;
  /** Events/s whose profiles were on the disk by the time the last one came. */
  achieved: number;
  /** The share of the time in which the one thread of JavaScript was at work, the load's own part included. */
  busy: number;
  /** Milliseconds from the time at which an event was due until its profile was on the disk, ascending. */
  toProfile: number[];
  /** The same until its person's entry into an audience was on the log, of those that led to one. */
  toAudience: number[];
}

/** What a round has led to, as far as it is watched. */
export type Answer = Pick<Processed, 'outcomes' | 'transitions'>;

export interface LoadListener {
  processed(answer: Answer): void;
  failed(error: unknown): void;
}

/** What can be put under a load. */
interface Loadable {
  publish(messages: readonly OutgoingMessage[]): Promise<unknown>;
  run(signal: AbortSignal, on: LoadListener): Promise<void>;
  close(): Promise<void>;
}

/** A platform on a folder of its own, which takes events one by one and is watched. */
export class LoadedPlatform {
  readonly #dir: string;
  readonly #platform: Loadable;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  /** When what is on its way was due, by the id of the event and by the user who will enter the audience. */
  readonly #events = new Map<string, number>();
  readonly #entries = new Map<string, number>();
  #toProfile: number[] = [];
  #toAudience: number[] = [];
  #made = 0;
  #idle: () => void = () => {};
  #failed: (error: unknown) => void = () => {};

  private constructor(dir: string, platform: Loadable) {
    this.#dir = dir;
    this.#platform = platform;
    this.#running = this.#platform.run(this.#stop.signal, {
      processed: (processed) => this.#note(processed),
      failed: (error) => this.#failed(error),
    });
  }

  /** @param made of a folder: the platform, where nothing is said. */
  static async open(
    made: (dir: string) => Loadable = (dir) => new EmbeddedPlatform({ config, dir }),
  ): Promise<LoadedPlatform> {
    const dir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
    const platform = new LoadedPlatform(dir, made(dir));
    // The first event opens the databases of enrichment: a start, not a rate.
    await platform.maximalRate(1);
    return platform;
  }

  /** Hands over so many events at once, each by a call of its own. @returns how many a second reached their profile. */
  async maximalRate(events: number): Promise<number> {
    const startedAt = performance.now();
    const settled = this.#settled();
    for (let nth = 0; nth < events; nth += 1) this.#publish(startedAt);
    await settled();
    return events / ((performance.now() - startedAt) / 1000);
  }

  /** Events at a rate, whatever becomes of them. A late start of one counts as its latency. */
  async offer(rate: number, count: number, seed: number): Promise<Answered> {
    const due = dueTimes(rate, count, seed);
    const settled = this.#settled();
    const startedAt = performance.now();
    const before = performance.eventLoopUtilization();
    for (let next = 0; next < count; ) {
      const now = performance.now() - startedAt;
      for (; next < count && (due[next] ?? 0) <= now; next += 1)
        this.#publish(startedAt + (due[next] ?? 0));
      if (next < count) await setTimeout((due[next] ?? 0) - now);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const achieved = this.#toProfile.length / seconds;
    const { utilization: busy } = performance.eventLoopUtilization(before);
    await settled();
    return {
      offered: count / seconds,
      achieved,
      busy,
      toProfile: this.#toProfile.sort((a, b) => a - b),
      toAudience: this.#toAudience.sort((a, b) => a - b),
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#platform.close();
    await rm(this.#dir, { recursive: true, force: true });
  }

  /** Begins a measurement. @returns what waits until all that was published since has come to its end. @throws what the platform reports. */
  #settled(): () => Promise<void> {
    this.#toProfile = [];
    this.#toAudience = [];
    const settled = new Promise<void>((resolve, reject) => {
      this.#idle = resolve;
      this.#failed = reject;
    });
    // Whoever waits hears of it; until then it is nobody's.
    settled.catch(() => {});
    return () => settled;
  }

  #publish(due: number): void {
    const number = this.#made;
    this.#made += 1;
    const { person, isPurchase } = placeOf(number);
    this.#events.set(`m${number}`, due);
    if (isPurchase) this.#entries.set(userIdOf(person), due);
    this.#platform.publish([eventMessage(number, Date.now())]).catch(this.#failed);
  }

  #note({ outcomes, transitions }: Answer): void {
    const now = performance.now();
    for (const { messageId = '', outcome } of outcomes) {
      if (outcome !== 'applied') this.#failed(new Error(`${messageId} was ${outcome}.`));
      take(this.#events, messageId, now, this.#toProfile);
    }
    for (const { audience, type, profile } of transitions) {
      if (audience !== entered || type !== 'entered') continue;
      take(this.#entries, profile.identifiers['user_id']?.[0] ?? '', now, this.#toAudience);
    }
    if (this.#events.size + this.#entries.size === 0) this.#idle();
  }
}

/** Notes how late something is that was on its way; what comes again has come already. */
function take(waiting: Map<string, number>, id: string, now: number, latencies: number[]): void {
  const due = waiting.get(id);
  if (due === undefined) return;
  waiting.delete(id);
  latencies.push(now - due);
}
