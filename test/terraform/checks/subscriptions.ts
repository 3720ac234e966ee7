import type { Instance } from '../../../scripts/terraform/expand.ts';
import { parseTopology } from '../../../shared/adapters/pubsub/topology.ts';
import {
  type Check,
  type Deployment,
  type Finding,
  ofType,
  textAt,
  valueAt,
} from '../deployment.ts';
import { topologyOf } from './topology.ts';

const subscriptionsOf = (deployment: Deployment): Instance[] =>
  ofType(deployment, 'google_pubsub_subscription');

const deadLetterTopicOf = ({ values }: Instance): string =>
  textAt(values, 'dead_letter_policy', 'dead_letter_topic');

/** Nothing is lost: a message is kept by a dead letter topic that a subscription keeps, and somebody hears of it. */
export const deadLetters: Check = (deployment) => {
  const subscriptions = subscriptionsOf(deployment);
  const deadTopics = new Set(subscriptions.map(deadLetterTopicOf).filter((topic) => topic !== ''));
  return subscriptions.flatMap((subscription): Finding[] => {
    const { address, values } = subscription;
    const found = (rule: string, message: string): Finding => ({ rule, at: address, message });
    const topic = textAt(values, 'topic');
    if (deadTopics.has(topic)) {
      return isAlerted(deployment, textAt(values, 'name'))
        ? []
        : [found('unwatched-dead-letter', 'No alert tells of a message in it.')];
    }
    const dead = deadLetterTopicOf(subscription);
    if (dead === '')
      return [found('no-dead-letter', 'What it can not deliver is tried for ever, or lost.')];
    const keepers = subscriptions.filter((other) => textAt(other.values, 'topic') === dead);
    return [
      ...(keepers.length > 0
        ? []
        : [found('lost-dead-letter', `${dead} has no subscription: what comes there is lost.`)]),
      ...grantsOfAgent(deployment, subscription, dead),
    ];
  });
};

const isAlerted = (deployment: Deployment, name: string): boolean =>
  ofType(deployment, 'google_monitoring_alert_policy').some(({ values }) => {
    const filter = textAt(values, 'conditions', 'condition_threshold', 'filter');
    return filter.includes('num_undelivered_messages') && filter.includes(`"${name}"`);
  });

/** Pub/Sub itself moves a dead letter, and needs to be allowed both ends of it. */
function grantsOfAgent(
  deployment: Deployment,
  { address, values }: Instance,
  dead: string,
): Finding[] {
  const isGranted = (type: string, role: string, field: string, of: string): boolean =>
    ofType(deployment, type).some(
      (grant) =>
        textAt(grant.values, 'role') === role &&
        textAt(grant.values, field) === of &&
        textAt(grant.values, 'member').includes('gcp-sa-pubsub'),
    );
  const topic = /\["(.*)"\]/.exec(dead)?.[1] ?? dead;
  const name = textAt(values, 'name');
  return [
    isGranted('google_pubsub_topic_iam_member', 'roles/pubsub.publisher', 'topic', topic),
    isGranted(
      'google_pubsub_subscription_iam_member',
      'roles/pubsub.subscriber',
      'subscription',
      name,
    ),
  ].every(Boolean)
    ? []
    : [
        {
          rule: 'ungranted-dead-letter',
          at: address,
          message: `Pub/Sub may not move its messages to ${topic}.`,
        },
      ];
}

/** A subscription that is idle for a month is there still, and one that is pushed takes its time between attempts. */
export const policies: Check = (deployment) =>
  subscriptionsOf(deployment).flatMap(({ address, values }) => {
    const findings: Finding[] = [];
    if (valueAt(values, 'expiration_policy', 'ttl') !== '') {
      findings.push({
        rule: 'expires',
        at: address,
        message: 'It would be deleted when idle: ttl is "" for never.',
      });
    }
    if (
      valueAt(values, 'push_config') !== undefined &&
      valueAt(values, 'retry_policy') === undefined
    ) {
      findings.push({
        rule: 'no-retry-policy',
        at: address,
        message: 'Failed pushes are repeated at once.',
      });
    }
    return findings;
  });

/** A push proves who sends it, to the function of the subscription's name, which lets nobody else in. */
export const pushes: Check = (deployment) =>
  subscriptionsOf(deployment).flatMap(({ address, values }) => {
    if (valueAt(values, 'push_config') === undefined) return [];
    const found = (rule: string, message: string): Finding => ({ rule, at: address, message });
    const name = functionFedBy(deployment, textAt(values, 'name'));
    const endpoint = textAt(values, 'push_config', 'push_endpoint');
    const account = textAt(values, 'push_config', 'oidc_token', 'service_account_email');
    if (account === '') return [found('push-without-oidc', 'It calls without a token.')];
    const findings: Finding[] = [];
    const topic = /topic\["(.*)"\]/.exec(textAt(values, 'topic'))?.[1] ?? '';
    const project = textAt(values, 'project');
    const audience = textAt(values, 'push_config', 'oidc_token', 'audience');
    if (endpoint !== `${audience}/projects/${project}/topics/${topic}`) {
      findings.push(
        found('push-endpoint', 'It has to be the audience and /projects/PROJECT/topics/TOPIC.'),
      );
    }
    if (!audience.includes(`module.${name}`)) {
      findings.push(found('push-endpoint', `It does not feed the function ${name}.`));
    }
    const patience = Number(values['ack_deadline_seconds']);
    if (timeoutOf(deployment, name) > patience) {
      findings.push(
        found(
          'impatient-push',
          `After ${patience} s it is delivered again, while ${name} may be at work still.`,
        ),
      );
    }
    const invoker = account.replace(/\.email\}$/, '.member}');
    const isAllowed = ofType(deployment, 'google_cloud_run_service_iam_member').some(
      (grant) =>
        textAt(grant.values, 'service') === name && textAt(grant.values, 'member') === invoker,
    );
    if (!isAllowed) findings.push(found('push-not-allowed', `${account} may not call ${name}.`));
    return findings;
  });

const timeoutOf = (deployment: Deployment, name: string): number =>
  ofType(deployment, 'google_cloudfunctions2_function')
    .filter(({ values }) => textAt(values, 'name') === name)
    .map(({ values }) => Number(valueAt(values, 'service_config', 'timeout_seconds')))[0] ?? 0;

/** The function that a subscription feeds: that of its own name, unless it names one. */
function functionFedBy(deployment: Deployment, name: string): string {
  const { subscriptions } = topologyOf(deployment) as {
    subscriptions: { name: string; function?: string }[];
  };
  return subscriptions.find((subscription) => subscription.name === name)?.function ?? name;
}

/** The topics and subscriptions are those that the emulators get. */
export const topology: Check = (deployment) => {
  const { subscriptions, topics } = parseTopology(topologyOf(deployment));
  const names = new Set(subscriptionsOf(deployment).map(({ values }) => textAt(values, 'name')));
  const stages = names.has('pipeline') ? 'composed' : 'separate';
  const missing = subscriptions
    .filter(
      (subscription) => (subscription.stages ?? stages) === stages && !names.has(subscription.name),
    )
    .map(({ name }) => ({
      rule: 'topology',
      at: name,
      message: 'The subscription is not deployed.',
    }));
  const known = new Set(topics.map(({ name }) => name));
  const unknown = ofType(deployment, 'google_pubsub_topic')
    .filter(({ values }) => !known.has(textAt(values, 'name')))
    .map(({ address }) => ({
      rule: 'topology',
      at: address,
      message: 'The topic is not in emulator-config/topology.json.',
    }));
  return [...missing, ...unknown];
};
