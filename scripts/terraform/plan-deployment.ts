import { join } from 'node:path';
import { readMeasured, typical } from '../scaling/measured.ts';
import { type CostLine, monthlyCost, totalOf } from '../scaling/monthly-cost.ts';
import { countByType, deployedBy } from './deployed.ts';
import { type Expansion, expandModule, type Instance } from './expand.ts';
import { filesOfDisk, readModule, terraformFolder } from './read-module.ts';
import { isList, isObject, type Value } from './value.ts';

export interface PlanOptions {
  example: 'minimal' | 'production';
  project: string;
  /** The text of the configuration: what it reads from the environment are secrets. */
  config: string;
  eventsPerSecond: number;
  profiles: number;
}

/** What a deployment comes to, and what it takes. */
export interface DeploymentPlan {
  example: string;
  project: string;
  stages: string;
  resources: { type: string; count: number }[];
  functions: PlannedFunction[];
  apis: string[];
  variables: { name: string; description: string }[];
  secrets: { variable: string; secret: string; isDeployed: boolean }[];
  commands: string[];
  workload: { eventsPerSecond: number; profiles: number };
  costs: CostLine[];
  /** US dollars a month. */
  total: number;
}

interface PlannedFunction {
  name: string;
  /** Topics; or HTTP. */
  fedBy: string[];
  publishes: string[];
  roles: string[];
  instances: string;
}

/** What stands for a variable that only its user knows. */
const placeholders: Readonly<Record<string, Value>> = {
  billing_account: '000000-000000-000000',
  monthly_budget: 100,
  alert_emails: ['on-call@example.com'],
};

export async function planDeployment(options: PlanOptions): Promise<DeploymentPlan> {
  const { example, project, eventsPerSecond, profiles } = options;
  const folder = join(terraformFolder, 'examples', example);
  const { variables } = await readModule(folder, filesOfDisk);
  const given = variables
    .filter(({ name }) => placeholders[name] !== undefined)
    .map(({ name }) => [name, placeholders[name] ?? null]);
  const inputs: Record<string, Value> = { ...Object.fromEntries(given), project_id: project };
  const expansion = await expandModule(folder, inputs, filesOfDisk);
  if (expansion.refused.length > 0) throw new Error(expansion.refused.join('\n'));
  const deployed = deployedBy(expansion);
  const measured = readMeasured();
  const workload = {
    eventsPerSecond,
    profiles,
    operations: typical(measured),
    cpuMs: measured.cpuMs,
  };
  const costs = monthlyCost(workload, deployed);
  const secrets = secretsOf(expansion, options.config);
  return {
    example,
    project,
    stages: deployed.stages,
    resources: countByType(expansion.instances).map(([type, count]) => ({ type, count })),
    functions: plannedFunctions(expansion, deployed.subscriptions),
    apis: named(expansion, 'google_project_service', 'service').sort(),
    variables: variables
      .filter(({ body }) => body['default'] === undefined)
      .map(({ name, body }) => ({ name, description: String(body['description']) })),
    secrets,
    commands: commandsFor(
      options,
      secrets.filter(({ isDeployed }) => isDeployed),
      agentsToCreate(expansion),
    ),
    workload: { eventsPerSecond, profiles },
    costs,
    total: totalOf(costs),
  };
}

const ofType = ({ instances }: Expansion, type: string): Instance[] =>
  instances.filter((one) => one.type === type);

const named = (expansion: Expansion, type: string, attribute: string): string[] =>
  ofType(expansion, type).map(({ values }) => String(values[attribute]));

/** The module call that an address is in. */
const moduleOf = (address: string): string => address.slice(0, address.lastIndexOf('google_'));

function plannedFunctions(
  expansion: Expansion,
  subscriptions: readonly { topic: string; function: string }[],
): PlannedFunction[] {
  return ofType(expansion, 'google_cloudfunctions2_function').map(({ address, values }) => {
    const name = String(values['name']);
    const own = expansion.instances.filter((other) => other.address.startsWith(moduleOf(address)));
    const granted = (type: string, attribute: string) =>
      own.filter((one) => one.type === type).map((one) => String(one.values[attribute]));
    const topics = subscriptions
      .filter((subscription) => subscription.function === name)
      .map(({ topic }) => topic);
    const config = isList(values['service_config']) ? values['service_config'][0] : undefined;
    const settings = isObject(config) ? config : {};
    return {
      name,
      fedBy: topics.length > 0 ? topics : ['HTTP'],
      publishes: granted('google_pubsub_topic_iam_member', 'topic'),
      roles: granted('google_project_iam_member', 'role').map((role) => role.replace('roles/', '')),
      instances: `${settings['min_instance_count']} to ${settings['max_instance_count']}`,
    };
  });
}

/** Those that Terraform makes, and those that the configuration reads besides. */
function secretsOf(expansion: Expansion, config: string): DeploymentPlan['secrets'] {
  const deployed = new Set(named(expansion, 'google_secret_manager_secret', 'secret_id'));
  const read = [...config.matchAll(/\benv\(\s*['"]([A-Z][A-Z0-9_]*)['"]/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set(read)].map((variable) => {
    const secret = variable.toLowerCase().replaceAll('_', '-');
    return { variable, secret, isDeployed: deployed.has(secret) };
  });
}

/** Google makes the identities of its services when they are first used; a key has to be granted to them before. */
const agentsToCreate = (expansion: Expansion): string[] =>
  ofType(expansion, 'google_kms_crypto_key').length === 0
    ? []
    : ['artifactregistry', 'cloudfunctions', 'firestore', 'pubsub', 'run', 'secretmanager'];

function commandsFor(
  { example, project }: PlanOptions,
  secrets: DeploymentPlan['secrets'],
  agents: readonly string[],
): string[] {
  const isShared = example === 'production';
  const bucket = `${project}-terraform-state`;
  // Terraform enables the rest itself.
  const bootstrap = ['cloudresourcemanager', 'serviceusage', ...agents].map(
    (service) => `${service}.googleapis.com`,
  );
  return [
    'gcloud auth application-default login',
    `gcloud services enable ${bootstrap.join(' ')} --project=${project}`,
    ...agents.map(
      (agent) =>
        `gcloud beta services identity create --service=${agent}.googleapis.com --project=${project}`,
    ),
    'npm ci && npm run build',
    ...(isShared
      ? [
          `gcloud storage buckets create gs://${bucket} --project=${project} --uniform-bucket-level-access --public-access-prevention`,
          `gcloud storage buckets update gs://${bucket} --versioning`,
        ]
      : []),
    `cd terraform/examples/${example}`,
    ...(isShared
      ? [
          'cp terraform.tfvars.example terraform.tfvars   # and put in your values',
          `terraform init -backend-config=bucket=${bucket}`,
        ]
      : [`export TF_VAR_project_id=${project}`, 'terraform init']),
    'terraform apply -target=module.tributary.google_secret_manager_secret.secret',
    'npx cdp key create   # for WEB_WRITE_KEY: senders get the key, the secret gets its hash',
    ...secrets.map(
      ({ variable, secret }) =>
        `printf %s "$${variable}" | gcloud secrets versions add ${secret} --data-file=- --project=${project}`,
    ),
    'terraform apply',
    'terraform output collect_url',
  ];
}
