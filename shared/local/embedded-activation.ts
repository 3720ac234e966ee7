import { setTimeout } from 'node:timers/promises';
import { activate } from '../../functions/activate/activate.ts';
import { deliver } from '../../functions/activate/deliver.ts';
import { EmbeddedDeliveryStore } from '../adapters/embedded/delivery-store.ts';
import type { Environment } from '../adapters/embedded/environment.ts';
import { EventLog, type LogBatch } from '../adapters/embedded/event-log.ts';
import { Ledger } from '../adapters/embedded/ledger.ts';
import { webhookSender } from '../adapters/webhook/send-webhook.ts';
import type { Destination, Destinations } from '../domain/activation/destination.ts';
import { type Occurrence, readOccurrences } from '../domain/activation/occurrence.ts';
import type { Clock } from '../ports/clock.ts';
import type { Message } from '../ports/event-bus.ts';
import type { ProfileReader } from '../ports/profile-store.ts';
import type { Dispatch, Send } from '../ports/send.ts';
import { silent, type Telemetry } from '../ports/telemetry.ts';
import type { Activation } from '../runtime/activation/activation.ts';
import { DestinationGates } from '../runtime/activation/destination-gates.ts';
import { sendToTarget } from '../runtime/activation/send-to-target.ts';
import { causeOf, inSpan } from '../runtime/in-span.ts';
import { Pause } from './pause.ts';

export interface EmbeddedActivationOptions {
  environment: Environment;
  /** The data folder. */
  dir: string;
  destinations: Destinations;
  profiles: ProfileReader;
  clock?: Clock;
  random?: () => number;
  send?: Send;
  telemetry?: Telemetry;
}

const topics = ['audience-changes', 'profile-changes'] as const;

/** What a round takes of a log, bytes. */
const roundBytes = 512 * 1024;

/** Attempts at once, over all destinations. */
const mostAtOnce = 50;

/** How long a drain waits for a destination that takes no more for now, milliseconds. */
const patienceMs = 30_000;

/** How often to look for what other processes have written, milliseconds. */
const pollMs = 100;

/**
 * Activation in one process on one folder: the logs of changes go on record as deliveries, and what is due is attempted. Everything is in the
 * store before anything is sent, so a kill at any moment leaves deliveries that are due again.
 */
export class EmbeddedActivation {
  readonly activation: Activation;
  readonly #deliveries: EmbeddedDeliveryStore;
  readonly #environment: Environment;
  readonly #place: Ledger;
  readonly #telemetry: Telemetry;
  readonly #logs: readonly { topic: string; log: EventLog }[];
  readonly #topicLogs = new Map<string, EventLog>();
  readonly #running = new Map<string, Promise<void>>();
  #failed: (error: unknown) => void = () => {};
  readonly #pause = new Pause();

  constructor(options: EmbeddedActivationOptions) {
    const { environment, dir, destinations, profiles } = options;
    const { clock = Date.now, random = Math.random } = options;
    this.#telemetry = options.telemetry ?? silent;
    this.#environment = environment;
    this.#deliveries = new EmbeddedDeliveryStore(environment, clock);
    this.#place = new Ledger(environment, clock, 'activation');
    this.#logs = topics.map((topic) => ({ topic, log: new EventLog(dir, clock, topic) }));
    const webhook = webhookSender({ allowPrivate: true });
    const topic = (name: string, dispatch: Dispatch) => this.#append(dir, clock, name, dispatch);
    this.activation = {
      destinations,
      deliveries: this.#deliveries,
      profiles,
      send: options.send ?? sendToTarget({ webhook, topic }),
      gates: new DestinationGates(),
      clock,
      random,
    };
  }

  /** Puts on record what the logs hold. @returns whether they held anything. */
  async accept(): Promise<boolean> {
    let any = false;
    for (const { topic, log } of this.#logs) {
      const batch = await log.read(this.#positions(topic), roundBytes);
      if (batch === undefined) continue;
      any = true;
      const occurrences = batch.messages.flatMap(occurrencesOf);
      await inSpan(this.#telemetry, 'activate', causeOf(batch.messages), (span) => {
        span.took(occurrences.length);
        return activate(occurrences, this.activation);
      });
      // Afterwards: a crash in between makes the same come again, which is known by then.
      await this.#settle(topic, batch);
    }
    return any;
  }

  /** Begins to attempt what is due and may go now. @returns when to look again, as far as that is known. */
  begin(): number | undefined {
    const { destinations, gates, clock } = this.activation;
    const now = clock();
    const closed = new Set<string>();
    let next: number | undefined;
    for (const { id, destination: name, dueAt } of this.#deliveries.due()) {
      if (dueAt > now || this.#running.size >= mostAtOnce) return earlier(next, dueAt);
      if (this.#running.has(id) || closed.has(name)) continue;
      const destination = destinations[name];
      const entry = destination && gates.enter(destination, now);
      if (entry?.kind === 'wait') {
        closed.add(name);
        next = earlier(next, now + entry.ms);
        if (closed.size === Object.keys(destinations).length) return next;
        continue;
      }
      this.#running.set(id, this.#attempt(id, destination));
    }
    return next;
  }

  /** Resolves when one of the attempts under way has ended, at once where there is none. */
  async ended(): Promise<void> {
    await Promise.race(this.#running.values());
  }

  /** Until nothing is due any more: what has failed waits for its time. */
  async drain(): Promise<void> {
    for (;;) {
      const other = this.#place.claim();
      if (other === undefined && (await this.accept())) continue;
      const next = other === undefined ? this.begin() : undefined;
      const now = this.activation.clock();
      const isDue = (this.#nextDue() ?? Number.POSITIVE_INFINITY) <= now;
      const isHeldUp = next !== undefined && next > now + patienceMs;
      if (this.#running.size > 0) await this.ended();
      else if (isDue && !isHeldUp) await setTimeout(pollMs);
      else return;
    }
  }

  /** Accepts and attempts until aborted; then waits for the attempts under way. What fails is reported and tried again. */
  async run(signal: AbortSignal, failed: (error: unknown) => void): Promise<void> {
    this.#failed = failed;
    await this.#deliveries.prune();
    while (!signal.aborted) {
      let next: number | undefined;
      try {
        if (this.#place.claim() === undefined) {
          if (await this.accept()) continue;
          next = this.begin();
        }
      } catch (error) {
        failed(error);
      }
      await this.#woken(next, signal);
    }
    await Promise.all(this.#running.values());
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.values());
    for (const { log } of this.#logs) await log.close();
    for (const log of this.#topicLogs.values()) await log.close();
    await this.#place.release();
  }

  async #attempt(id: string, destination: Destination | undefined): Promise<void> {
    try {
      await inSpan(this.#telemetry, 'deliver', { traceparents: [] }, () =>
        deliver(id, this.activation),
      );
    } catch (error) {
      this.#failed(error);
    } finally {
      if (destination !== undefined) this.activation.gates.leave(destination);
      this.#running.delete(id);
      this.#pause.end();
    }
  }

  #nextDue(): number | undefined {
    for (const { dueAt } of this.#deliveries.due()) return dueAt;
    return undefined;
  }

  /** Until an attempt has ended, something may be due, or it is time to look for what other processes have written. */
  async #woken(next: number | undefined, signal: AbortSignal): Promise<void> {
    const ms = Math.min(pollMs, next === undefined ? pollMs : next - this.activation.clock());
    await this.#pause.wait(Math.max(1, ms), signal);
  }

  #positions(topic: string): Map<string, number> {
    const range = this.#environment.activationPositions.getRange({
      start: [topic, ''],
      end: [topic, '\u{10FFFF}'],
    });
    return new Map([...range].map(({ key, value }) => [key[1], value]));
  }

  async #settle(topic: string, { upTo }: LogBatch): Promise<void> {
    const { root, activationPositions } = this.#environment;
    await root.transaction(() => {
      for (const [segment, end] of upTo) activationPositions.put([topic, segment], end);
    });
    await root.flushed;
  }

  /** A topic of a destination is a log of its own here. */
  async #append(dir: string, clock: Clock, name: string, dispatch: Dispatch): Promise<void> {
    const log = this.#topicLogs.get(name) ?? new EventLog(dir, clock, `destinations/${name}`);
    this.#topicLogs.set(name, log);
    await log.append([{ data: Buffer.from(dispatch.body), attributes: dispatch.attributes }]);
  }
}

/** What is none stays in the log, and holds nobody up. */
function occurrencesOf({ data, publishTime }: Message): Occurrence[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return readOccurrences(Array.isArray(content) ? content : [content], publishTime).occurrences;
  } catch {
    return [];
  }
}

const earlier = (a: number | undefined, b: number): number => Math.min(a ?? b, b);
