import { setTimeout } from 'node:timers/promises';
import { type Swept, sweep } from '../../functions/sweep/sweep.ts';
import { CloudStorageArchive } from '../adapters/cloud-storage/message-archive.ts';
import { connectPubSub } from '../adapters/pubsub/connect.ts';
import { storageClient } from '../adapters/storage-client.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import type { Tally } from '../domain/event/event.ts';
import type { QuarantineRecord } from '../domain/event/quarantine.ts';
import type { SourceBalance } from '../domain/event/reconciliation.ts';
import type { Archive } from '../ports/archive.ts';
import type { EnrichmentSources } from '../ports/enrichment-sources.ts';
import type { Message, OutgoingMessage, Topic } from '../ports/event-bus.ts';
import type { ExportStore } from '../ports/export-store.ts';
import type { LookupStore } from '../ports/lookup-store.ts';
import { type MessageArchive, messagesOf, type Period } from '../ports/message-archive.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { type Deployment, deployment } from '../runtime/deployment.ts';
import { publishEffects, type Told } from '../runtime/effects.ts';
import { enrichmentSources } from '../runtime/enrichment-sources.ts';
import { compileRules, type Rules } from '../runtime/rules.ts';
import { exportStore, lookupStore, profileStore } from '../runtime/stores.ts';
import { ArchiveLedger } from './archive-ledger.ts';
import { quarantineRecords } from './archived-quarantine.ts';
import { deployedControl } from './deployed-control.ts';
import type { Passed, PassedBy, WatchOptions } from './passed.ts';
import type { ActivationControl, Platform } from './platform.ts';
import { watchTopics } from './watch-topics.ts';

const hour = 3_600_000;

/**
 * The platform that is deployed in the project `GOOGLE_CLOUD_PROJECT`: its topics, its Firestore, its BigQuery, and its archive in the bucket
 * `CDP_ARCHIVE_BUCKET`. The archive is some minutes behind: Pub/Sub writes its objects every five.
 */
export class CloudPlatform implements Platform {
  /** The outcomes are told on a topic of the project, and this process is none of its subscribers. */
  readonly tellsOutcomes = false;
  /** A subscription writes its objects for up to five minutes. */
  readonly archivePollMs = 5000;
  readonly rules: Rules;
  readonly telemetry: Telemetry;
  readonly store: ProfileStore;
  readonly lookups: LookupStore;
  readonly exports: ExportStore;
  readonly archives: Archive;
  readonly sources: EnrichmentSources;
  readonly #deployed: Deployment;
  readonly #archive: (topic: Topic) => MessageArchive;

  private constructor(config: TributaryConfig, projectId: string, deployed: Deployment) {
    this.rules = compileRules(config);
    this.#deployed = deployed;
    this.#archive = archivesOf(projectId);
    this.telemetry = deployed.telemetry;
    this.store = profileStore();
    this.lookups = lookupStore();
    this.exports = exportStore();
    this.archives = {
      async *messages(topic, since) {
        yield* (await deployed.archive()).messages(topic, since);
      },
    };
    this.sources = enrichmentSources(this.rules.enrichment, this.lookups);
  }

  /** @throws where the environment names no project. */
  static async open(config: TributaryConfig): Promise<CloudPlatform> {
    const projectId = process.env['GOOGLE_CLOUD_PROJECT'];
    if (!projectId) {
      throw new Error('Set GOOGLE_CLOUD_PROJECT to the project that the platform is deployed in.');
    }
    return new CloudPlatform(config, projectId, await deployment());
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

  async reconcile({ since = Date.now() - hour, until }: Period = {}): Promise<SourceBalance[]> {
    const [events, outcomes] = [this.#archive('events'), this.#archive('outcomes')];
    const ledger = new ArchiveLedger(events, outcomes, this.rules.sources, { since, until });
    await ledger.refresh();
    return ledger.balance();
  }

  archive(positions?: Map<string, number>, period?: Period): AsyncGenerator<Message> {
    return messagesOf(this.#archive('events'), positions, period);
  }

  async *quarantined(
    prefix = '',
    since = Date.now() - 30 * 24 * hour,
  ): AsyncGenerator<QuarantineRecord> {
    const [rejections, outcomes] = [this.#archive('events-quarantined'), this.#archive('outcomes')];
    const records = await quarantineRecords(rejections, outcomes, { since });
    for (const record of records) if (record.id.startsWith(prefix)) yield record;
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
    await this.exports.close();
  }
}

/** The archives of a project's topics, in the bucket that Terraform makes where the environment names no other. */
function archivesOf(projectId: string): (topic: Topic) => MessageArchive {
  const storageEndpoint = process.env['STORAGE_EMULATOR_HOST'];
  const storage = storageClient({
    projectId,
    ...(storageEndpoint !== undefined && { storageEndpoint }),
  });
  const bucket = storage.bucket(
    process.env['CDP_ARCHIVE_BUCKET'] ?? `${projectId}-tributary-archive`,
  );
  return (topic) => new CloudStorageArchive(bucket, topic);
}
