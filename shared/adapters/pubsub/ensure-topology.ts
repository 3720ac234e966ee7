import type { CreateSubscriptionOptions, PubSub } from '@google-cloud/pubsub';
import type { Stages, SubscriptionTopology, Topology } from './topology.ts';

/** The gRPC status of a resource that is there already. */
const alreadyExists = 6;

/** Pub/Sub keeps messages for up to 31 days, its emulator for 7; seconds. */
const emulatorRetention = 7 * 86_400;

/**
 * How long the emulator waits for an acknowledgement, seconds: the least that there is. It sends a message on the stream of a process that is gone, too, and
 * sends it again only then. Whoever is at work on one for longer has the client put it off.
 */
const emulatorDeadline = 10;

/** What a process that was killed has left in an archive's subscription comes again soon; in a project it is Cloud Storage that sets the pace. */
const soonest = '1s';

/** The subscriptions that a deployment of the stages has. */
export const subscriptionsFor = ({ subscriptions }: Topology, stages: Stages) =>
  subscriptions.filter((subscription) => (subscription.stages ?? stages) === stages);

/**
 * Creates the topics and subscriptions that are not there yet, on an emulator: all of them as pull subscriptions, for there a dispatcher
 * feeds the functions. In a project it is Terraform that does so. One after the other, a few milliseconds each: of two dozen calls at once
 * on a new connection the emulator now and then answers none.
 */
export async function ensureTopology(
  pubsub: PubSub,
  topology: Topology,
  stages: Stages,
): Promise<void> {
  for (const { name } of topology.topics) await unlessThere(pubsub.createTopic(name));
  for (const subscription of subscriptionsFor(topology, stages)) {
    const options = subscriptionOptions(subscription, pubsub.projectId);
    await unlessThere(pubsub.createSubscription(subscription.topic, subscription.name, options));
  }
}

async function unlessThere(created: Promise<unknown>): Promise<void> {
  try {
    await created;
  } catch (error) {
    if ((error as { code?: number }).code !== alreadyExists) throw error;
  }
}

function subscriptionOptions(
  { messageRetentionDuration, ...policies }: SubscriptionTopology,
  projectId: string,
): CreateSubscriptionOptions {
  const { delivery, retryPolicy, deadLetterPolicy } = policies;
  return {
    ackDeadlineSeconds: emulatorDeadline,
    messageRetentionDuration: {
      seconds: Math.min(secondsOf(messageRetentionDuration), emulatorRetention),
    },
    // No time to live: the subscription never expires.
    expirationPolicy: {},
    ...(retryPolicy && {
      retryPolicy: {
        minimumBackoff: duration(delivery === 'storage' ? soonest : retryPolicy.minimumBackoff),
        maximumBackoff: duration(retryPolicy.maximumBackoff),
      },
    }),
    ...(deadLetterPolicy && {
      deadLetterPolicy: {
        deadLetterTopic: `projects/${projectId}/topics/${deadLetterPolicy.deadLetterTopic}`,
        maxDeliveryAttempts: deadLetterPolicy.maxDeliveryAttempts,
      },
    }),
  };
}

const secondsOf = (text: string): number => Number.parseInt(text, 10);

const duration = (text: string) => ({ seconds: secondsOf(text) });
