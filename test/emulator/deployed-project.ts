import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PubSub } from '@google-cloud/pubsub';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { connectPubSub } from '../../shared/adapters/pubsub/connect.ts';
import { ensureTopology } from '../../shared/adapters/pubsub/ensure-topology.ts';
import { subscribe } from '../../shared/adapters/pubsub/subscriber.ts';
import { readTopology, type Stages } from '../../shared/adapters/pubsub/topology.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { Message, Topic } from '../../shared/ports/event-bus.ts';
import { archiveMessages } from '../builders/avro-archive.ts';
import { startFunction } from '../builders/built-functions.ts';
import { LocalGoogleCloud } from '../builders/local-google-cloud.ts';
import { checkout } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import {
  type PlannedFunction,
  type TerraformPlan,
  terraformPlan,
} from '../terraform/terraform-plan.ts';
import type { EmulatorContext } from './on-emulators.ts';

export interface DeployOptions extends EmulatorContext {
  /** The folder of the bundles. */
  bundles: string;
  /** The configuration that stands in for the deployed one. */
  config: string;
  stages: Stages;
  /** The values of secrets, by environment variable. */
  secrets: Readonly<Record<string, string>>;
  /** Further environment variables of every function. */
  environment: Readonly<Record<string, string>>;
  /** Where telemetry goes, all of it. */
  telemetry: string;
}

/** A project on the emulators and on local stand-ins of BigQuery and Cloud Storage, as Terraform deploys it. It goes with the test. */
export class DeployedProject {
  readonly projectId: string;
  readonly plan: TerraformPlan;
  readonly cloud: LocalGoogleCloud;
  readonly urls = new Map<string, string>();
  readonly #options: DeployOptions;
  readonly #pubsub: PubSub;
  readonly #processes = new Map<string, ChildProcess>();
  readonly #archived = new Map<string, Message[]>();
  readonly #log: JsonObject[] = [];
  readonly #errors: string[] = [];
  readonly #news = new EventEmitter();

  private constructor(options: DeployOptions, plan: TerraformPlan, cloud: LocalGoogleCloud) {
    this.#options = options;
    this.projectId = options.projectId;
    this.plan = plan;
    this.cloud = cloud;
    this.#pubsub = connectPubSub({ projectId: options.projectId });
  }

  static async deploy(options: DeployOptions): Promise<DeployedProject> {
    const { projectId, stages, secrets, environment, telemetry } = options;
    const plan = await terraformPlan({
      project_id: projectId,
      stages,
      secrets: Object.fromEntries(Object.keys(secrets).map((name) => [name, ['*']])),
      environment_variables: { ...environment },
      telemetry_endpoint: telemetry,
      telemetry_trace_share: 1,
    });
    const [bucket = '', ...buckets] = plan.buckets;
    const { dataset, location } = plan;
    const cloud = await LocalGoogleCloud.start({ projectId, dataset, location, bucket }, buckets);
    onTestFinished(() => cloud.stop());
    const project = new DeployedProject(options, plan, cloud);
    await project.#open();
    return project;
  }

  /** What of a topic is in the archive. */
  archived(topic: Topic): Message[] {
    return this.#archived.get(topic) ?? [];
  }

  /** What the functions have logged. */
  get log(): readonly JsonObject[] {
    return this.#log;
  }

  /** What the functions have printed as errors, and what the archives could not do. */
  get complaints(): readonly string[] {
    return this.#errors;
  }

  /** Something has come that `until` may wait for. */
  readonly tell = (): void => void this.#news.emit('news');

  /** Waits for what the functions do. @throws with what they complained of, after a minute. */
  async until(what: string, isSo: () => boolean): Promise<void> {
    const signal = AbortSignal.timeout(60_000);
    try {
      while (!isSo()) await once(this.#news, 'news', { signal });
    } catch (cause) {
      throw new Error(`Not ${what}: ${this.#errors.join('\n')}`, { cause });
    }
  }

  /** Does what Cloud Scheduler does when a job is due. */
  async runJob(name: string): Promise<void> {
    const job = this.plan.jobs.get(name);
    if (job === undefined) throw new Error(`There is no job "${name}".`);
    await this.#pubsub.topic(job.topic).publishMessage({ data: job.data });
  }

  /** Ends all functions as Cloud Run does. @returns by name, how each ended: its code and its signal. */
  async end(): Promise<Record<string, unknown[]>> {
    const ended = [...this.#processes].map(async ([name, child]) => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      return [name, await exit];
    });
    return Object.fromEntries(await Promise.all(ended));
  }

  async #open(): Promise<void> {
    onTestFinished(() => this.#pubsub.close());
    await ensureTopology(this.#pubsub, readTopology(), this.#options.stages);
    for (const { name, storage } of this.plan.subscriptions) {
      if (storage !== undefined) this.#archive(name, storage.bucket);
    }
    const config = join(await temporaryFolder(), 'config.mjs');
    await build({
      entryPoints: [join(checkout, this.#options.config)],
      outfile: config,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    await Promise.all(this.plan.functions.map((planned) => this.#start(planned, config)));
    for (const { name, push } of this.plan.subscriptions) {
      if (push === undefined) continue;
      const pushEndpoint = `${this.urls.get(push.function)}${push.path}`;
      const { attributes } = push;
      await this.#pubsub.subscription(name).modifyPushConfig({ pushEndpoint, attributes });
    }
  }

  /** As Cloud Run does: with the plan's environment, its own, and where the emulators are; for HTTP, whatever the function registers. */
  async #start({ name, target, env, secrets }: PlannedFunction, config: string): Promise<void> {
    const { bundles, firestoreHost, pubsubHost } = this.#options;
    const emulators = {
      CDP_CONFIG: config,
      FIRESTORE_EMULATOR_HOST: firestoreHost,
      PUBSUB_EMULATOR_HOST: pubsubHost,
      STORAGE_EMULATOR_HOST: this.cloud.origin,
      // The client takes it for the root of the API.
      BIGQUERY_EMULATOR_HOST: `${this.cloud.origin}/bigquery/v2`,
      METADATA_SERVER_DETECTION: 'none',
    };
    const cloudRun = { K_SERVICE: name, K_REVISION: `${name}-00001`, K_CONFIGURATION: name };
    const known = Object.keys(secrets).map((key) => [key, this.#options.secrets[key]]);
    const all = { ...env, ...Object.fromEntries(known), ...cloudRun, ...emulators };
    const { url, child } = await startFunction(join(bundles, name), target, 'http', all, {});
    this.#processes.set(name, child);
    this.urls.set(name, url.replace(/\/$/, ''));
    child.stderr?.setEncoding('utf8').on('data', (text) => this.#errors.push(`${name}: ${text}`));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) this.#log.push({ ...JSON.parse(line), function: name });
      this.tell();
    });
  }

  /** Writes the files that Pub/Sub writes. */
  #archive(subscription: string, bucket: string): void {
    const topic = readTopology().subscriptions.find(({ name }) => name === subscription)?.topic;
    const subscriber = subscribe({
      pubsub: this.#pubsub,
      subscription,
      concurrency: 100,
      handler: async (messages) => {
        const begun = new Date().toISOString();
        await archiveMessages(this.cloud.storage, bucket, topic as Topic, begun, messages);
        this.#archived.set(topic as Topic, [...this.archived(topic as Topic), ...messages]);
        this.tell();
      },
      onError: (error) => this.#errors.push(`${subscription}: ${error.message}`),
    });
    onTestFinished(() => subscriber.close());
  }
}
