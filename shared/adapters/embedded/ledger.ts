import { randomUUID } from 'node:crypto';
import { documentId } from '../../domain/digest.ts';
import type { Outcome, QuarantinedEvent, Tally } from '../../domain/event/event.ts';
import { type OutcomeRecord, tallyOf } from '../../domain/event/outcome.ts';
import { type QuarantineRecord, rejected, replayed } from '../../domain/event/quarantine.ts';
import { type Counts, countBySource } from '../../domain/event/reconciliation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Consumer, Environment } from './environment.ts';
import type { LogBatch } from './event-log.ts';

/** A consumer that was silent for this long is taken for dead, milliseconds. */
const silence = 15_000;

/** How old the beat of a consumer gets before it is renewed, milliseconds: every claim that writes waits for the disk. */
const renewal = 1000;

/** What came of a stretch of the log. */
interface Dealt {
  /** Its arrivals, by source. */
  accepted: Counts;
  outcomes: OutcomeRecord[];
  quarantined: QuarantinedEvent[];
}

/**
 * How far the platform has dealt with the event log, and with what outcome. Both change in one transaction, so an arrival counts once
 * however often a crash makes it come again.
 */
export class Ledger {
  readonly #environment: Environment;
  readonly #clock: Clock;
  readonly #slot: string;
  readonly #token = randomUUID();

  /** @param slot the work that one process at a time does. */
  constructor(environment: Environment, clock: Clock, slot = 'events') {
    this.#environment = environment;
    this.#clock = clock;
    this.#slot = slot;
  }

  /**
   * Becomes the one consumer of the log, or renews that. @returns the consumer that is it already, else `undefined`.
   * A killed consumer's place is free at once; one that hangs loses it. That spares double work only: `settle` counts nothing twice.
   */
  claim(url?: string): Consumer | undefined {
    const { root, consumers } = this.#environment;
    const known = consumers.get(this.#slot);
    if (known?.token === this.#token && known.url === url && this.#clock() - known.beat < renewal)
      return undefined;
    return root.transactionSync(() => {
      const holder = consumers.get(this.#slot);
      if (holder !== undefined && holder.token !== this.#token && this.#isAlive(holder))
        return holder;
      const consumer = { token: this.#token, pid: process.pid, beat: this.#clock() };
      consumers.putSync(this.#slot, url === undefined ? consumer : { ...consumer, url });
      return undefined;
    });
  }

  /** Gives the place up. */
  async release(): Promise<void> {
    const { root, consumers } = this.#environment;
    await root.transaction(() => {
      if (consumers.get(this.#slot)?.token === this.#token) consumers.remove(this.#slot);
    });
  }

  /** The consumer at work, if there is one. */
  consumer(): Consumer | undefined {
    const holder = this.#environment.consumers.get(this.#slot);
    return holder !== undefined && this.#isAlive(holder) ? holder : undefined;
  }

  #isAlive({ pid, beat }: Consumer): boolean {
    if (this.#clock() - beat > silence) return false;
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // Somebody else's process is alive too.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  }

  /** The end of what is dealt with, by segment. */
  positions(): Map<string, number> {
    return new Map(
      [...this.#environment.positions.getRange()].map(({ key, value }) => [key, value]),
    );
  }

  /**
   * Acknowledges what lies between two positions of each segment: adds the outcomes, keeps what was quarantined, and notes which replays
   * were taken. It is on the disk a little later, for nobody was promised that: after a power cut in between the same comes again, and counts
   * once. @returns false where somebody else has settled it meanwhile: then nothing is counted.
   */
  settle(
    { from, upTo, messages }: LogBatch,
    { accepted, outcomes, quarantined }: Dealt,
  ): Promise<boolean> {
    const { root, positions, consumers } = this.#environment;
    const tally = tallyOf(outcomes);
    const received = countBySource(messages);
    const replays = outcomes.filter(({ replayOf }) => replayOf !== undefined);
    return root.transaction(() => {
      for (const [segment, start] of from) {
        if ((positions.get(segment) ?? 0) !== start) return false;
      }
      const holder = consumers.get(this.#slot);
      if (holder?.token === this.#token)
        consumers.put(this.#slot, { ...holder, beat: this.#clock() });
      for (const [segment, end] of upTo) positions.put(segment, end);
      this.#count(tally, accepted, received);
      this.#keepRejections(quarantined, replays);
      return true;
    });
  }

  /** Within a transaction. */
  #count(tally: Tally, arrivals: Counts, messages: Counts): void {
    const { tallies, accepted } = this.#environment;
    for (const [source, counts] of Object.entries(tally)) {
      for (const [outcome, count] of Object.entries(counts)) {
        const key: [string, Outcome] = [source, outcome as Outcome];
        tallies.put(key, (tallies.get(key) ?? 0) + count);
      }
    }
    for (const [what, counts] of [
      ['arrivals', arrivals],
      ['messages', messages],
    ] as const) {
      for (const [source, count] of counts) {
        accepted.put([source, what], (accepted.get([source, what]) ?? 0) + count);
      }
    }
  }

  /** How many arrivals, or messages, of each source are dealt with. */
  accepted(what: 'arrivals' | 'messages'): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { key, value } of this.#environment.accepted.getRange()) {
      if (key[1] === what) counts.set(key[0], value);
    }
    return counts;
  }

  /** What became of everything so far, by source. */
  tally(): Tally {
    const tally: Tally = {};
    for (const { key, value } of this.#environment.tallies.getRange()) {
      const [source, outcome] = key;
      tally[source] = { ...tally[source], [outcome]: value };
    }
    return tally;
  }

  record(id: string): QuarantineRecord | undefined {
    return this.#environment.quarantine.get(id);
  }

  /** What was rejected, by ascending id, from those on whose id begins so. */
  *quarantined(prefix = ''): Generator<QuarantineRecord> {
    const range = { start: prefix, end: `${prefix}\uffff` };
    for (const { value } of this.#environment.quarantine.getRange(range)) yield value;
  }

  /** Within a transaction. */
  #keepRejections(quarantined: readonly QuarantinedEvent[], replays: readonly OutcomeRecord[]) {
    const { quarantine } = this.#environment;
    const now = new Date(this.#clock()).toISOString();
    for (const event of quarantined) {
      quarantine.put(event.id, rejected(quarantine.get(event.id), event, now));
    }
    for (const outcome of replays) {
      const id = documentId(outcome.replayOf ?? outcome.arrival);
      const known = quarantine.get(id);
      if (known !== undefined) quarantine.put(id, replayed(known, outcome, now));
    }
  }
}
