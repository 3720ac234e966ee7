import { isList, isObject, type Value, type ValueObject } from '../../scripts/terraform/value.ts';
import {
  type Deployment,
  deploymentOf,
  ofType,
  referencesIn,
  textAt,
  valueAt,
} from './deployment.ts';

/** A function as Terraform deploys it. */
export interface PlannedFunction {
  name: string;
  target: string;
  env: Record<string, string>;
  /** Environment variable to secret. */
  secrets: Record<string, string>;
}

/** Where a subscription's messages go, if they are not pulled. */
interface PlannedSubscription {
  name: string;
  push?: {
    function: string;
    /** What follows the function's address. */
    path: string;
    attributes: Record<string, string>;
  };
  storage?: { bucket: string };
}

/** What `terraform apply` would make of a project, as far as messages and requests go. */
export interface TerraformPlan {
  functions: PlannedFunction[];
  subscriptions: PlannedSubscription[];
  /** The messages of Cloud Scheduler's jobs, by name. */
  jobs: Map<string, { topic: string; data: Buffer }>;
  dataset: string;
  location: string;
  buckets: string[];
}

export async function terraformPlan(
  inputs: Readonly<Record<string, Value>>,
): Promise<TerraformPlan> {
  const deployment = await deploymentOf('.', inputs);
  if (deployment.refused.length > 0) throw new Error(deployment.refused.join('\n'));
  const all = (type: string): ValueObject[] => ofType(deployment, type).map(({ values }) => values);
  const dataset = all('google_bigquery_dataset')[0] ?? {};
  return {
    functions: all('google_cloudfunctions2_function').map(functionOf),
    subscriptions: all('google_pubsub_subscription').map((values) =>
      subscriptionOf(deployment, values),
    ),
    jobs: new Map(
      all('google_cloud_scheduler_job').map((values) => [textAt(values, 'name'), jobOf(values)]),
    ),
    dataset: textAt(dataset, 'dataset_id'),
    location: textAt(dataset, 'location'),
    buckets: all('google_storage_bucket').map((values) => textAt(values, 'name')),
  };
}

function functionOf(values: ValueObject): PlannedFunction {
  const [config] = blocks(values['service_config']);
  const secrets = blocks(config?.['secret_environment_variables']);
  return {
    name: textAt(values, 'name'),
    target: textAt(values, 'build_config', 'entry_point'),
    env: textsOf(config?.['environment_variables']),
    secrets: Object.fromEntries(
      secrets.map((secret) => [textAt(secret, 'key'), textAt(secret, 'secret')]),
    ),
  };
}

function subscriptionOf(deployment: Deployment, values: ValueObject): PlannedSubscription {
  const name = textAt(values, 'name');
  const bucket = textAt(values, 'cloud_storage_config', 'bucket');
  if (bucket !== '') return { name, storage: { bucket } };
  const endpoint = textAt(values, 'push_config', 'push_endpoint');
  if (endpoint === '') return { name };
  const [reference = ''] = referencesIn(endpoint);
  const module = reference.slice(0, reference.indexOf('.google_cloudfunctions2_function'));
  const fed = deployment.instances.find(
    ({ address }) => address === `${module}.google_cloudfunctions2_function.function`,
  );
  return {
    name,
    push: {
      function: textAt(fed?.values ?? {}, 'name'),
      path: endpoint.slice(`\${${reference}}`.length),
      attributes: textsOf(valueAt(values, 'push_config', 'attributes')),
    },
  };
}

const jobOf = (values: ValueObject): { topic: string; data: Buffer } => ({
  topic: /topic\["(.+)"\]/.exec(textAt(values, 'pubsub_target', 'topic_name'))?.[1] ?? '',
  data: Buffer.from(textAt(values, 'pubsub_target', 'data'), 'base64'),
});

const blocks = (value: Value | undefined): ValueObject[] =>
  isList(value) ? value.filter(isObject) : [];

/** @throws where something is known to the cloud alone: nothing here can stand in for it. */
function textsOf(value: Value | undefined): Record<string, string> {
  const texts = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    texts.map(([name, text]) => {
      if (text === undefined || referencesIn(text).length > 0)
        throw new Error(`${name} is not known: ${text}`);
      return [name, String(text)];
    }),
  );
}
