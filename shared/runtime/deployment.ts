import deployedConfig from '../../cdp.config.ts';
import { connectPubSub } from '../adapters/pubsub/connect.ts';
import { PubSubPublisher } from '../adapters/pubsub/publisher.ts';
import type { Archive } from '../ports/archive.ts';
import type { Publisher } from '../ports/event-bus.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { Activation } from './activation/activation.ts';
import { readConfig } from './load-config.ts';
import { once } from './once.ts';
import { compileRules, type Rules } from './rules.ts';
import { telemetry } from './telemetry.ts';

/** What a deployed function works with, beside the stores. Each part is made when it is first asked for, and then kept by the instance. */
export interface Deployment {
  rules: Rules;
  telemetry: Telemetry;
  publisher(): Publisher;
  archive(): Promise<Archive>;
  warehouse(): Promise<Warehouse>;
  activation(): Promise<Activation>;
}

let current: Promise<Deployment> | undefined;

/**
 * The deployment that the environment describes: `GOOGLE_CLOUD_PROJECT`; of exports `CDP_DATASET`, `CDP_LOCATION`, `CDP_BUCKET` and `CDP_ARCHIVE_BUCKET`;
 * of activation `CDP_INSTANCES`, how many instances share each destination's rate;
 * `CDP_CONFIG` for another configuration file than the one deployed. The emulators' usual variables are honoured.
 */
export function deployment(): Promise<Deployment> {
  current ??= deploy(process.env);
  return current;
}

async function deploy(env: NodeJS.ProcessEnv): Promise<Deployment> {
  const file = env['CDP_CONFIG'];
  const rules = compileRules(file === undefined ? deployedConfig : await readConfig(file));
  const projectId = env['GOOGLE_CLOUD_PROJECT'];
  const project = projectId === undefined ? {} : { projectId };
  const pubsub = once(() => connectPubSub(project));
  return {
    rules,
    telemetry: await telemetry(),
    publisher: once(() => new PubSubPublisher(pubsub())),
    archive: once(async () => {
      const { AvroArchive } = await import('../adapters/cloud-storage/avro-archive.ts');
      const { storageClient } = await import('../adapters/storage-client.ts');
      const storage = storageClient({
        projectId: required(env, 'GOOGLE_CLOUD_PROJECT'),
        ...endpoint('storageEndpoint', env['STORAGE_EMULATOR_HOST']),
      });
      return new AvroArchive(storage, required(env, 'CDP_ARCHIVE_BUCKET'));
    }),
    // Only exports need it, and it is the larger part of what there is to load.
    warehouse: once(async () => {
      const { BigQueryWarehouse } = await import('../adapters/bigquery/bigquery-warehouse.ts');
      return new BigQueryWarehouse({
        projectId: required(env, 'GOOGLE_CLOUD_PROJECT'),
        dataset: env['CDP_DATASET'] ?? 'tributary',
        bucket: required(env, 'CDP_BUCKET'),
        location: env['CDP_LOCATION'] ?? 'US',
        traitColumns: rules.exports.traitColumns,
        ...endpoint('apiEndpoint', env['BIGQUERY_EMULATOR_HOST']),
        ...endpoint('storageEndpoint', env['STORAGE_EMULATOR_HOST']),
      });
    }),
    activation: once(async () => {
      const { deployedActivation } = await import('./activation/deployed-activation.ts');
      return deployedActivation({
        destinations: rules.destinations,
        pubsub: pubsub(),
        project,
        // Whoever talks to an emulator of Pub/Sub is in development, and has its receivers on the same machine.
        allowPrivate: env['PUBSUB_EMULATOR_HOST'] !== undefined,
        instances: Number(env['CDP_INSTANCES'] ?? 1),
      });
    }),
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new Error(`Set ${name} in the function's environment.`);
  }
  return value;
}

const endpoint = <Name extends string>(name: Name, url: string | undefined) =>
  (url === undefined ? {} : { [name]: url }) as Partial<Record<Name, string>>;
