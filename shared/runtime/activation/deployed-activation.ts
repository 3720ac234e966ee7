import type { PubSub } from '@google-cloud/pubsub';
import { FirestoreDeliveryStore } from '../../adapters/firestore/delivery-store.ts';
import { topicSender } from '../../adapters/pubsub/topic-sender.ts';
import { webhookSender } from '../../adapters/webhook/send-webhook.ts';
import type { Destinations } from '../../domain/activation/destination.ts';
import { profileStore } from '../stores.ts';
import type { Activation } from './activation.ts';
import { DestinationGates } from './destination-gates.ts';
import { sendToTarget } from './send-to-target.ts';

interface Deployed {
  destinations: Destinations;
  pubsub: PubSub;
  project: { projectId?: string };
  allowPrivate: boolean;
  /** How many instances share each destination's rate. */
  instances: number;
}

/** Activation on Google Cloud, or on its emulators. */
export const deployedActivation = (deployed: Deployed): Activation => ({
  destinations: deployed.destinations,
  deliveries: new FirestoreDeliveryStore(deployed.project),
  profiles: profileStore(),
  send: sendToTarget({
    webhook: webhookSender({ allowPrivate: deployed.allowPrivate }),
    topic: topicSender(deployed.pubsub),
  }),
  gates: new DestinationGates(Math.max(1, deployed.instances)),
  clock: Date.now,
  random: Math.random,
});
