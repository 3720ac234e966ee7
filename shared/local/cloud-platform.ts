import { setTimeout } from 'node:timers/promises';
import { type Swept, sweep } from '../../functions/sweep/sweep.ts';
import { connectPubSub } from '../adapters/pubsub/connect.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import type { Tally } from '../domain/event/event.ts';
import type { QuarantineRecord } from '../domain/event/quarantine.ts';
import type { SourceBalance } from '../domain/event/reconciliation.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { Message, OutgoingMessage } from '../ports/event-bus.ts';
import type { LookupStore } from '../ports/lookup-store.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { type Deployment, deployment } from '../runtime/deployment.ts';
import { publishEffects, type Told } from '../runtime/effects.ts';
import { enrichmentSources } from '../runtime/enrichment-sources.ts';
import { compileRules, type Rules } from '../runtime/rules.ts';
import { deployedControl } from './deployed-control.ts';
import type { Passed, PassedBy, WatchOptions } from './passed.ts';
import type { ActivationControl, Platform } from './platform.ts';
import { watchTopics } from './watch-topics.ts';

/** The platform that is deployed in the project `GOOGLE_CLOUD_PROJECT`: its topics, its Firestore, its BigQuery. */
export class CloudPlatform implements Platform {
  /** The outcomes are told on a topic of the project, and this process is none of its subscribers. */
  readonly tellsOutcomes = false;
  readonly rules: Rules;
  readonly telemetry: Telemetry;
  readonly store: ProfileStore;
  readonly lookups: LookupStore;
  readonly sources: EnrichmentSources;
  readonly #deployed: Deployment;

  private constructor(config: TributaryConfig, deployed: Deployment) {
    this.rules = compileRules(config);
    this.#deployed = deployed;
    this.telemetry = deployed.telemetry;
    this.store = deployed.store();
    this.lookups = deployed.lookups();
    this.sources = enrichmentSources(this.rules.enrichment, this.lookups);
  }

  /** @throws where the environment names no project. */
  static async open(config: TributaryConfig): Promise<CloudPlatform> {
    if (!process.env['GOOGLE_CLOUD_PROJECT']) {
      throw new Error('Set GOOGLE_CLOUD_PROJECT to the project that the platform is deployed in.');
    }
    return new CloudPlatform(config, await deployment());
  }

  publish(messages: readonly OutgoingMessage[]): Promise<string[]> {
    return this.#deployed.publisher().publish('events', messages);
  }

  warehouse(): Promise<Warehouse> {
    return this.#deployed.warehouse();
  }

  /** The functions of the project go on by themselves. */
  async drain(): Promise<void> {}

  async run(signal: AbortSignal): Promise<void> {
    await setTimeout(2 ** 31 - 1, undefined, { signal }).catch(() => undefined);
  }

  sweep(at = Date.now()): Promise<Swept> {
    return sweep(this.store, this.#deployed.publisher(), this.rules, at);
  }

  tell(effects: Told): Promise<void> {
    return publishEffects(this.#deployed.publisher(), effects);
  }

  async tally(): Promise<Tally> {
    return {};
  }

  async reconcile(): Promise<SourceBalance[]> {
    throw notFromHere('The outcomes of events', 'outcomes');
  }

  archive(): AsyncIterable<Message> {
    throw notFromHere('The archive of events', 'events');
  }

  quarantined(): AsyncIterable<QuarantineRecord> {
    throw notFromHere('What is quarantined', 'events-quarantined');
  }

  /** By subscriptions of its own, which whoever watches must be allowed to make. */
  async *watch(options: WatchOptions): AsyncGenerator<Passed | PassedBy> {
    const pubsub = connectPubSub({ projectId: process.env['GOOGLE_CLOUD_PROJECT'] ?? '' });
    try {
      yield* watchTopics(pubsub, this.store, this.rules, options);
    } finally {
      await pubsub.close();
    }
  }

  activation(): Promise<ActivationControl> {
    return deployedControl(this.#deployed);
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.lookups.close();
  }
}

const notFromHere = (what: string, topic: string): Error =>
  new Error(
    `${what} can't be read from Google Cloud with this command yet: subscribe to the topic ${topic} of the project.`,
  );
