import { setTimeout } from 'node:timers/promises';
import type { Processed } from '../../functions/pipeline/pipeline.ts';
import type { EventLog, LogBatch } from '../adapters/embedded/event-log.ts';
import type { Ledger } from '../adapters/embedded/ledger.ts';
import type { Message, Publisher } from '../ports/event-bus.ts';
import type { Positions } from '../ports/message-archive.ts';
import type { Span, Telemetry } from '../ports/telemetry.ts';
import { publishEffects, type Told } from '../runtime/effects.ts';
import { causeOf, inSpan, tracedPublisher } from '../runtime/in-span.ts';
import { publishBatch } from '../runtime/publish-batch.ts';
import { Pause } from './pause.ts';
import type { Listener, Progress } from './platform.ts';

export interface ConsumerOptions {
  log: EventLog;
  ledger: Ledger;
  topics: Publisher;
  telemetry: Telemetry;
  /** Commits what messages lead to. @param tell is told of each transaction that is committed, also where another one fails. */
  commit(messages: readonly Message[], tell: (told: Told) => void): Promise<Processed>;
  /** Resolves when all that is committed is on the disk. */
  flushed(): PromiseLike<unknown>;
}

/** How much of the log one round takes, bytes: enough to share a commit, little enough to stay small. */
export const roundBytes = 512 * 1024;

/** How often a process looks for what other processes have written. */
const pollMs = 100;

/** How long a failing platform waits before the next round, at most: less than its place as the consumer lasts. */
const longestPauseMs = 10_000;

/**
 * Takes messages off the log in rounds. A round commits its profiles, tells what came of them, and is settled: its stretch of the log is dealt
 * with. A kill before that makes the same messages come again, which the profiles recognise.
 */
export class EmbeddedConsumer {
  readonly #log: EventLog;
  readonly #ledger: Ledger;
  readonly #topics: Publisher;
  readonly #telemetry: Telemetry;
  readonly #commit: ConsumerOptions['commit'];
  readonly #flushed: ConsumerOptions['flushed'];
  #heard: Listener['processed'] = () => {};
  readonly #pause = new Pause();
  /** How often something was published in this process. */
  #published = 0;
  #rounds: Promise<unknown> = Promise.resolve();

  constructor(options: ConsumerOptions) {
    this.#log = options.log;
    this.#ledger = options.ledger;
    this.#topics = options.topics;
    this.#telemetry = options.telemetry;
    this.#commit = options.commit;
    this.#flushed = options.flushed;
  }

  /** There is something new in the log. */
  wake(): void {
    this.#published += 1;
    this.#pause.end();
  }

  /**
   * Rounds until everything accepted before the call is settled. Where another process is the consumer, it waits for that one, and
   * takes over should it die.
   */
  async drain(onProgress: (progress: Progress) => void = () => {}): Promise<void> {
    const end = await this.#log.end();
    const total = this.#behind(end);
    for (;;) {
      const behind = this.#behind(end);
      onProgress({ done: total - behind, total });
      if (behind <= 0) return;
      if (this.#ledger.claim() === undefined) await this.#round();
      else await setTimeout(pollMs);
    }
  }

  /** Rounds until aborted. */
  async run(signal: AbortSignal, on: Listener): Promise<void> {
    this.#heard = on.processed;
    let failures = 0;
    while (!signal.aborted) {
      const published = this.#published;
      try {
        const other = this.#ledger.claim(on.url);
        const isDealtWith = other === undefined && (await this.#round());
        failures = 0;
        // Until something is published here, or it is time to look for what other processes have published.
        if (!isDealtWith && this.#published === published) await this.#pause.wait(pollMs, signal);
      } catch (error) {
        on.failed(error);
        failures += 1;
        const pause = Math.min(pollMs * 2 ** failures, longestPauseMs);
        await setTimeout(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Resolves when no round is under way any more. */
  async close(): Promise<void> {
    await this.#rounds;
  }

  /** The next messages of the log, committed, told and settled. @returns false where there were none, or somebody else has settled them. */
  #round(): Promise<boolean> {
    // One at a time: a second one would read the same messages again.
    const round = this.#rounds.then(async () => {
      const batch = await this.#log.read(this.#ledger.positions(), roundBytes);
      if (batch === undefined) return false;
      return inSpan(this.#telemetry, 'pipeline', causeOf(batch.messages), (span) =>
        this.#dealWith(batch, span),
      );
    });
    this.#rounds = round.catch(() => undefined);
    return round;
  }

  async #dealWith(batch: LogBatch, span: Span): Promise<boolean> {
    const publisher = tracedPublisher(this.#topics, span);
    const telling: Promise<void>[] = [];
    const tell = (told: Told) => {
      const published = publishEffects(publisher, told);
      // The round hears of a failure below, unless it fails before.
      published.catch(() => undefined);
      telling.push(published);
    };
    const processed = await this.#commit(batch.messages, tell);
    // The profiles and the logs wait for the disk side by side; what is told twice after a crash has the same ids.
    await Promise.all([
      this.#flushed(),
      ...telling,
      publishBatch(publisher, 'outcomes', processed.outcomes),
    ]);
    if (!(await this.#ledger.settle(batch, processed))) return false;
    span.took(processed.outcomes.length);
    span.settled(processed);
    this.#heard(processed);
    return true;
  }

  /** How many bytes of the log before an end are not dealt with. */
  #behind(end: Positions): number {
    const positions = this.#ledger.positions();
    let bytes = 0;
    for (const [segment, size] of end) bytes += Math.max(0, size - (positions.get(segment) ?? 0));
    return bytes;
  }
}
