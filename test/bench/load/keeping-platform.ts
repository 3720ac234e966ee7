import { setTimeout } from 'node:timers/promises';
import config from '../../../cdp.config.ts';
import { pipeline } from '../../../functions/pipeline/pipeline.ts';
import {
  type Environment,
  openEnvironment,
} from '../../../shared/adapters/embedded/environment.ts';
import { EventLog, type LogBatch } from '../../../shared/adapters/embedded/event-log.ts';
import { Ledger } from '../../../shared/adapters/embedded/ledger.ts';
import { embeddedProfileStore } from '../../../shared/adapters/embedded/profile-store.ts';
import { TopicLogs } from '../../../shared/adapters/embedded/topic-logs.ts';
import { MemoryProfileStore } from '../../../shared/adapters/memory/profile-store.ts';
import type { Transition } from '../../../shared/domain/audience/transition.ts';
import { documentId } from '../../../shared/domain/digest.ts';
import type { OutcomeRecord } from '../../../shared/domain/event/outcome.ts';
import { countBySource } from '../../../shared/domain/event/reconciliation.ts';
import { roundBytes } from '../../../shared/local/embedded-platform.ts';
import type { Message, OutgoingMessage } from '../../../shared/ports/event-bus.ts';
import {
  noWrites,
  type ProfileStore,
  type StoredProfile,
} from '../../../shared/ports/profile-store.ts';
import { publishBatches } from '../../../shared/runtime/publish-batch.ts';
import { compileRules } from '../../../shared/runtime/rules.ts';
import { packagedSources } from '../../builders/enrichment-sources.ts';
import { eventMessage, placeOf } from './customers.ts';
import type { Answer, LoadListener } from './loaded-platform.ts';

/** What the platform keeps of a customer, and tells when one enters an audience. */
interface Kept {
  profile: StoredProfile;
  entry: Transition;
}

/** Of somebody who has been in the shop. */
async function keptOf(person: number): Promise<Kept> {
  const store = new MemoryProfileStore();
  const messages: Message[] = [];
  for (let number = person; messages.length < 5; number += 1) {
    if (placeOf(number).person !== person) continue;
    const { data, attributes = {} } = eventMessage(number, Date.now());
    const publishTime = new Date().toISOString();
    messages.push({ id: `${number}`, data, attributes, publishTime });
  }
  const { transitions } = await pipeline(messages, store, compileRules(config), packagedSources);
  const [profile] = store.documents().profiles;
  const entry = transitions.find(({ type }) => type === 'entered');
  if (profile === undefined || entry === undefined) throw new Error('The customer bought nothing.');
  return { profile, entry };
}

interface Event {
  messageId: string;
  userId: string;
  event: string;
}

/**
 * Keeps what the platform keeps under a load, with its log, store, topics and ledger, round by round as it does, and decides nothing: no event is validated, enriched,
 * merged or judged, and everybody is given the same profile. What no change of the decisions can be faster than.
 */
export class KeepingPlatform {
  readonly #environment: Environment;
  readonly #store: ProfileStore;
  readonly #log: EventLog;
  readonly #topics: TopicLogs;
  readonly #ledger: Ledger;
  readonly #kept = keptOf(0);
  #published = 0;
  #wake: () => void = () => {};

  constructor(dir: string) {
    this.#environment = openEnvironment(dir);
    this.#store = embeddedProfileStore(this.#environment);
    this.#log = new EventLog(dir, Date.now);
    this.#topics = new TopicLogs(dir, Date.now, ['outcomes', 'audience-changes']);
    this.#ledger = new Ledger(this.#environment, Date.now);
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.#log.append(messages);
    this.#published += 1;
    this.#wake();
  }

  async run(signal: AbortSignal, on: LoadListener): Promise<void> {
    while (!signal.aborted) {
      const published = this.#published;
      try {
        const batch = await this.#log.read(this.#ledger.positions(), roundBytes);
        if (batch !== undefined) on.processed(await this.#keep(batch));
        else if (published === this.#published) await this.#woken(signal);
      } catch (error) {
        on.failed(error);
        return;
      }
    }
  }

  async close(): Promise<void> {
    await this.#log.close();
    await this.#topics.close();
    await this.#environment.close();
  }

  async #keep(batch: LogBatch): Promise<Answer> {
    const { profile, entry } = await this.#kept;
    const events = batch.messages.map(
      ({ data }) => JSON.parse(Buffer.from(data).toString()) as Event,
    );
    const ids = new Set(events.map(({ userId }) => documentId(`user_id:${userId}`)));
    await this.#store.transact(async (reader) => {
      await reader.profiles([...ids]);
      const putProfiles = [...ids].map((profileId) => ({ ...profile, profileId }));
      return { writes: { ...noWrites, putProfiles }, result: undefined };
    });
    const outcomes = batch.messages.map(({ id, publishTime }, nth): OutcomeRecord => {
      const { messageId = '' } = events[nth] ?? {};
      const arrival = `${id}/0`;
      return { source: 'web', arrival, receivedAt: publishTime, outcome: 'applied', messageId };
    });
    const transitions = events
      .filter(({ event }) => event === 'Order Completed')
      .map(({ userId }) => ({
        ...entry,
        profile: { ...entry.profile, identifiers: { user_id: [userId] } },
      }));
    await Promise.all([
      this.#environment.root.flushed,
      publishBatches(this.#topics, { outcomes, 'audience-changes': transitions }),
    ]);
    const accepted = countBySource(batch.messages);
    await this.#ledger.settle(batch, { accepted, outcomes, quarantined: [] });
    return { outcomes, transitions };
  }

  async #woken(signal: AbortSignal): Promise<void> {
    const wake = new AbortController();
    this.#wake = () => wake.abort();
    await setTimeout(100, undefined, { signal: AbortSignal.any([signal, wake.signal]) }).catch(
      () => undefined,
    );
  }
}
