import { isObject } from '../../../scripts/terraform/value.ts';
import {
  type Check,
  type Deployment,
  type Finding,
  ofType,
  textAt,
  valueAt,
} from '../deployment.ts';
import { topicsPublishedBy } from '../published-topics.ts';

/** Each function is somebody of its own. */
export const ownServiceAccounts: Check = (deployment) => {
  const users = new Map<string, string>();
  return ofType(deployment, 'google_cloudfunctions2_function').flatMap(({ address, values }) => {
    const account = textAt(values, 'service_config', 'service_account_email');
    if (account === '') {
      return [
        {
          rule: 'own-service-account',
          at: address,
          message: 'It runs as the default account, which may edit the project.',
        },
      ];
    }
    const other = users.get(account);
    users.set(account, address);
    return other === undefined
      ? []
      : [
          {
            rule: 'shared-service-account',
            at: address,
            message: `${account} is that of ${other}, too.`,
          },
        ];
  });
};

/** What a project-wide grant may be: where no smaller thing takes it. */
const projectRoles = new Set([
  'roles/bigquery.jobUser',
  'roles/datastore.user',
  'roles/datastore.viewer',
  'roles/logging.logWriter',
  'roles/telemetry.metricsWriter',
  'roles/telemetry.tracesWriter',
]);
const everybody = new Set(['allUsers', 'allAuthenticatedUsers']);

/** Nobody gets more than his part, and the public none but collect. */
export const leastPrivilege: Check = (deployment) =>
  deployment.instances.flatMap(({ address, type, values }): Finding[] => {
    if (!/_iam_(member|binding|policy)$/.test(type)) return [];
    const role = textAt(values, 'role');
    const findings: Finding[] = [];
    const found = (rule: string, message: string) => findings.push({ rule, at: address, message });
    if (!type.endsWith('_iam_member')) {
      found(
        'authoritative-grant',
        `${type} takes away the grants of others: use one that adds a member.`,
      );
    }
    if (/^roles\/(owner|editor|viewer)$/.test(role))
      found('primitive-role', `${role} is for the whole project.`);
    else if (type === 'google_project_iam_member' && !projectRoles.has(role)) {
      found('project-wide-role', `${role} on the project: grant it on what it is for.`);
    }
    const members = [textAt(values, 'member'), ...listOf(values['members'])];
    if (
      members.some((member) => everybody.has(member)) &&
      !isCollect(type, textAt(values, 'service'))
    ) {
      found('public', `Everybody may do ${role}; that is for collect alone.`);
    }
    return findings;
  });

const isCollect = (type: string, service: string): boolean =>
  type === 'google_cloud_run_service_iam_member' && service === 'collect';

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A function may publish on the topics that its code publishes on: on each of them, and on no other. */
export const publishRights: Check = (deployment) =>
  functionsOf(deployment).flatMap(({ name, address, account }) => {
    const granted = new Set(
      ofType(deployment, 'google_pubsub_topic_iam_member')
        .filter(({ values }) => textAt(values, 'member') === `\${${account}.member}`)
        .map(({ values }) => textAt(values, 'topic')),
    );
    const used = topicsPublishedBy(name);
    return [
      ...[...used]
        .filter((topic) => !granted.has(topic))
        .map((topic) => ({
          rule: 'missing-grant',
          at: address,
          message: `Its code publishes on ${topic}; add it to publishes.`,
        })),
      ...[...granted]
        .filter((topic) => !used.has(topic))
        .map((topic) => ({
          rule: 'needless-grant',
          at: address,
          message: `Its code never publishes on ${topic}.`,
        })),
    ];
  });

/** What every function is given, besides what is its own. */
export const functionSettings: Check = (deployment) =>
  ofType(deployment, 'google_cloudfunctions2_function').flatMap(({ address, values }) => {
    const config = (name: string) => valueAt(values, 'service_config', name);
    const name = textAt(values, 'name');
    const wrong = (message: string): Finding => ({
      rule: 'function-settings',
      at: address,
      message,
    });
    const findings: Finding[] = [];
    if (textAt(values, 'build_config', 'runtime') !== 'nodejs22')
      findings.push(wrong('The runtime is not Node 22.'));
    if (textAt(values, 'build_config', 'entry_point') !== name)
      findings.push(wrong('It registers itself under its name.'));
    for (const bound of [
      'max_instance_request_concurrency',
      'min_instance_count',
      'max_instance_count',
      'available_memory',
      'timeout_seconds',
    ]) {
      if (config(bound) === undefined) findings.push(wrong(`${bound} is not set.`));
    }
    if (name !== 'collect' && config('ingress_settings') !== 'ALLOW_INTERNAL_ONLY') {
      findings.push({
        rule: 'open-ingress',
        at: address,
        message: 'It can be reached from the internet.',
      });
    }
    const environment = config('environment_variables');
    if (!isObject(environment) || environment['GOOGLE_CLOUD_PROJECT'] === undefined) {
      findings.push(wrong('GOOGLE_CLOUD_PROJECT is not set.'));
    }
    return findings;
  });

interface DeployedFunction {
  name: string;
  address: string;
  /** The address of its service account. */
  account: string;
}

export const functionsOf = (deployment: Deployment): DeployedFunction[] =>
  ofType(deployment, 'google_cloudfunctions2_function').map(({ address, values }) => ({
    name: textAt(values, 'name'),
    address,
    account: textAt(values, 'service_config', 'service_account_email').replace(
      /^\$\{|\.email\}$/g,
      '',
    ),
  }));
