import config from '../../../cdp.config.ts';
import { type Processed, pipeline } from '../../../functions/pipeline/pipeline.ts';
import {
  type Environment,
  openEnvironment,
} from '../../../shared/adapters/embedded/environment.ts';
import { EventLog } from '../../../shared/adapters/embedded/event-log.ts';
import { Ledger } from '../../../shared/adapters/embedded/ledger.ts';
import { embeddedProfileStore } from '../../../shared/adapters/embedded/profile-store.ts';
import { TopicLogs } from '../../../shared/adapters/embedded/topic-logs.ts';
import { MemoryProfileStore } from '../../../shared/adapters/memory/profile-store.ts';
import type { Transition } from '../../../shared/domain/audience/transition.ts';
import { documentId } from '../../../shared/domain/digest.ts';
import type { OutcomeRecord } from '../../../shared/domain/event/outcome.ts';
import { countBySource } from '../../../shared/domain/event/reconciliation.ts';
import { EmbeddedConsumer } from '../../../shared/local/embedded-consumer.ts';
import type { Message, OutgoingMessage } from '../../../shared/ports/event-bus.ts';
import {
  noWrites,
  type ProfileStore,
  type StoredProfile,
} from '../../../shared/ports/profile-store.ts';
import { silent } from '../../../shared/ports/telemetry.ts';
import type { Told } from '../../../shared/runtime/effects.ts';
import { compileRules } from '../../../shared/runtime/rules.ts';
import { packagedSources } from '../../builders/enrichment-sources.ts';
import { eventMessage, placeOf } from './customers.ts';
import type { LoadListener } from './loaded-platform.ts';

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
 * Keeps what the platform keeps under a load, with its log, store, topics, ledger and consumer, and decides nothing: no event is validated, enriched,
 * merged or judged, and everybody is given the same profile. What no change of the decisions can be faster than.
 */
export class KeepingPlatform {
  readonly #environment: Environment;
  readonly #store: ProfileStore;
  readonly #log: EventLog;
  readonly #topics: TopicLogs;
  readonly #consumer: EmbeddedConsumer;
  readonly #kept = keptOf(0);

  constructor(dir: string) {
    this.#environment = openEnvironment(dir);
    this.#store = embeddedProfileStore(this.#environment);
    this.#log = new EventLog(dir, Date.now);
    this.#topics = new TopicLogs(dir, Date.now, ['outcomes', 'audience-changes']);
    this.#consumer = new EmbeddedConsumer({
      log: this.#log,
      ledger: new Ledger(this.#environment, Date.now),
      topics: this.#topics,
      telemetry: silent,
      commit: (messages, tell) => this.#keep(messages, tell),
      flushed: () => this.#environment.root.flushed,
    });
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.#log.append(messages);
    this.#consumer.wake();
  }

  run(signal: AbortSignal, on: LoadListener): Promise<void> {
    return this.#consumer.run(signal, on);
  }

  async close(): Promise<void> {
    await this.#consumer.close();
    await this.#log.close();
    await this.#topics.close();
    await this.#environment.close();
  }

  async #keep(messages: readonly Message[], tell: (told: Told) => void): Promise<Processed> {
    const { profile, entry } = await this.#kept;
    const events = messages.map(({ data }) => JSON.parse(Buffer.from(data).toString()) as Event);
    const ids = new Set(events.map(({ userId }) => documentId(`user_id:${userId}`)));
    await this.#store.transact(async (reader) => {
      await reader.profiles([...ids]);
      const putProfiles = [...ids].map((profileId) => ({ ...profile, profileId }));
      return { writes: { ...noWrites, putProfiles }, result: undefined };
    });
    const transitions = events
      .filter(({ event }) => event === 'Order Completed')
      .map(({ userId }) => ({
        ...entry,
        profile: { ...entry.profile, identifiers: { user_id: [userId] } },
      }));
    const told = { changes: [], transitions };
    tell(told);
    const outcomes = messages.map(({ id, publishTime }, nth): OutcomeRecord => {
      const { messageId = '' } = events[nth] ?? {};
      const arrival = `${id}/0`;
      return { source: 'web', arrival, receivedAt: publishTime, outcome: 'applied', messageId };
    });
    return { accepted: countBySource(messages), outcomes, quarantined: [], ...told };
  }
}
