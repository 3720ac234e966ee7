import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { type Environment, openEnvironment } from '../../shared/adapters/embedded/environment.ts';
import { embeddedProfileStore } from '../../shared/adapters/embedded/profile-store.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { decodeCore, encodeCore } from '../../shared/domain/profile/core-codec.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { noWrites, type ProfileStore } from '../../shared/ports/profile-store.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';

/** Events that arrive together, and go into their profiles in one transaction. */
export interface Arrivals {
  events: readonly SpecEvent[];
  /** ISO 8601. */
  receivedAt: string;
}

/** An embedded profile store in a folder of its own, which events reach through the whole pipeline. */
export class TimedStore {
  readonly #dir: string;
  readonly #rules: Rules;
  readonly #environment: Environment;
  readonly #store: ProfileStore;
  #messages = 0;

  private constructor(dir: string, rules: Rules) {
    this.#dir = dir;
    this.#rules = rules;
    this.#environment = openEnvironment(dir);
    this.#store = embeddedProfileStore(this.#environment);
  }

  static async open(rules: Rules): Promise<TimedStore> {
    return new TimedStore(await mkdtemp(join(tmpdir(), 'tributary-bench-')), rules);
  }

  /**
   * From JSON bytes to profiles on the disk. @returns microseconds of processor time an event, the operating system's included: how long it takes
   * depends on who else is at work, and how much work it is does not.
   * @throws where an event was not applied: then nothing was measured.
   */
  async take(arrivals: Iterable<Arrivals>): Promise<number> {
    const messages = [...arrivals].map((arrival) => this.#messageOf(arrival));
    let events = 0;
    const before = process.cpuUsage();
    for (const message of messages) {
      const { outcomes } = await pipeline([message], this.#store, this.#rules, packagedSources);
      for (const { outcome } of outcomes) if (outcome === 'applied') events += 1;
      if (events === 0) throw new Error(`No event was applied: ${JSON.stringify(outcomes[0])}`);
    }
    await this.#environment.root.flushed;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / events;
  }

  /**
   * Reads profiles in one transaction each group, decodes their evidence, and writes back what was there. @returns microseconds of processor time a profile.
   * @throws where one is missing.
   */
  async rewrite(groups: readonly (readonly string[])[]): Promise<number> {
    const before = process.cpuUsage();
    for (const ids of groups) {
      await this.#store.transact(async (reader) => {
        const putProfiles = (await reader.profiles(ids)).map((profile) => {
          if (profile === undefined) throw new Error('A profile to rewrite is not there.');
          return { ...profile, core: encodeCore(decodeCore(profile.core)) };
        });
        return { writes: { ...noWrites, putProfiles }, result: undefined };
      });
    }
    await this.#environment.root.flushed;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / groups.flat().length;
  }

  async close(): Promise<void> {
    await this.#environment.close();
    await rm(this.#dir, { recursive: true, force: true });
  }

  #messageOf({ events, receivedAt }: Arrivals): Message {
    this.#messages += 1;
    return {
      id: `message-${this.#messages}`,
      data: Buffer.from(JSON.stringify(events)),
      attributes: { source: 'web', receivedAt },
      publishTime: receivedAt,
    };
  }
}

/** Cuts a list in parts of some length. */
export function* parts<Item>(items: readonly Item[], length: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += length) yield items.slice(at, at + length);
}
